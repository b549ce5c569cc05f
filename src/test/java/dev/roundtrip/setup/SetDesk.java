package dev.roundtrip.setup;

import dev.roundtrip.House;
import dev.roundtrip.callout.Callout;
import dev.roundtrip.notify.Channel;
import dev.roundtrip.rule.Named;
import dev.roundtrip.rule.Renderer;
import dev.roundtrip.rule.RuleNames;
import dev.roundtrip.rule.RuleWords;
import dev.roundtrip.rule.Rules;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.ServiceLevels;
import dev.roundtrip.ticket.TicketChange;
import java.util.List;
import java.util.Map;

/** A desk that setup files are applied to. */
final class SetDesk implements AutoCloseable {
    final DeskUnderTest desk;
    final House house;
    final Rules rules;
    final SetupFile setup;
    final Sections sections;
    final RuleSection written;

    private SetDesk(DeskUnderTest desk) {
        this.desk = desk;
        this.house = desk.house();
        var callouts = Named.of(house.callouts()::all, Callout::id, Callout::name);
        var words = new RuleWords(RuleNames.of(
                house.userFields(),
                house.picklists(),
                house.directory(),
                house.people(),
                house.apiUsers(),
                callouts,
                Named.of(
                        house.channels()::known,
                        Channel::id,
                        channel -> String.valueOf(channel.name()),
                        house.channels()::isThere)));
        this.rules = new Rules(house.store(), house.clock(), new Braces(), Rules.MOST_ACTIVE);
        var rooms = new Rooms(
                house.store(),
                house.desk(),
                house.directory(),
                house.picklists(),
                new ServiceLevels(house.store()),
                house.userFields(),
                house.people(),
                house.apiUsers(),
                house.tokens(),
                house.channels(),
                house.notices(),
                house.callouts(),
                rules,
                words,
                new Braces());
        this.setup = new SetupFile(rooms);
        this.sections = new Sections(rooms);
        this.written = sections.rules();
    }

    static SetDesk on(TestDatabase database) {
        return new SetDesk(DeskUnderTest.on(database));
    }

    SetupOutcome apply(String text) {
        return apply(text, Map.of());
    }

    SetupOutcome apply(String text, Map<String, String> values) {
        return setup.apply("desk.yaml", text, values, false);
    }

    SetupOutcome dryRun(String text) {
        return dryRun(text, Map.of());
    }

    SetupOutcome dryRun(String text, Map<String, String> values) {
        return setup.apply("desk.yaml", text, values, true);
    }

    /** What the file is refused for, a line each. */
    List<String> refused(String text) {
        try {
            apply(text);
        } catch (SetupRefused e) {
            return e.mistakes().stream().map(SetupMistake::toString).toList();
        }
        throw new AssertionError("not refused");
    }

    long revision() {
        return house.store().revision().current();
    }

    @Override
    public void close() {
        desk.close();
    }

    /** Knows one mistake only: a name that is misspelt. */
    private static final class Braces implements Renderer {
        @Override
        public String render(String template, TicketChange change) {
            return template;
        }

        @Override
        public void check(String template) {
            if (template.contains("misspelt")) {
                throw new IllegalArgumentException("misspelt is not known");
            }
        }
    }
}
