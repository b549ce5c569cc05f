package dev.roundtrip.web;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.Callouts;
import dev.roundtrip.notify.Channel;
import dev.roundtrip.notify.Recipient;
import dev.roundtrip.rule.Rules;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Which rules and callouts tell something in a channel. */
@Component
final class ChannelUses {
    private final Rules rules;
    private final Callouts callouts;

    ChannelUses(Rules rules, Callouts callouts) {
        this.rules = rules;
        this.callouts = callouts;
    }

    List<SettingsTable.Link> of(Channel channel) {
        var wanted = new Recipient.Channel(channel.id());
        return Stream.concat(
                        rules.all().stream()
                                .filter(rule -> rule.notifies().stream()
                                        .anyMatch(told -> told.who().contains(wanted)))
                                .map(rule -> new SettingsTable.Link("/rules/" + rule.id(), rule.name())),
                        callouts.all().stream()
                                .filter(callout -> tells(callout, wanted))
                                .map(callout -> new SettingsTable.Link("/callouts/" + callout.id(), callout.name())))
                .toList();
    }

    private static boolean tells(Callout callout, Recipient wanted) {
        return callout.telling() != null && callout.telling().who().contains(wanted);
    }
}
