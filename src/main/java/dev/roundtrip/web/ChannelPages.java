package dev.roundtrip.web;

import dev.roundtrip.notify.Channel;
import dev.roundtrip.notify.Channels;
import dev.roundtrip.notify.ChatTrial;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The desk's channels, and a message to see whether one is reached; for administrators. */
@Controller
final class ChannelPages implements SettingsKinds {
    private static final String LIST = "/settings/channels";
    private static final String ONE = LIST + "/{id:[0-9]{1,18}}";

    private final Channels channels;
    private final ChannelUses uses;
    private final ChatTrial trial;
    private final Entries entries;
    private final Visitor visitor;
    private final PageWords pageWords;

    ChannelPages(
            Channels channels,
            ChannelUses uses,
            ChatTrial trial,
            Entries entries,
            Visitor visitor,
            PageWords pageWords) {
        this.channels = channels;
        this.uses = uses;
        this.trial = trial;
        this.entries = entries;
        this.visitor = visitor;
        this.pageWords = pageWords;
    }

    /**
     * One of the list.
     *
     * @param name with its mark
     * @param kind in the reader's language
     * @param refused when nothing got through last; null while something does
     * @param error why, always English; null while something gets through
     */
    record Row(
            long id,
            String name,
            String kind,
            String host,
            List<SettingsTable.Link> uses,
            @Nullable String refused,
            @Nullable String error) {}

    @Override
    public List<SettingsKind> kinds() {
        return List.of(new OfChannels(channels));
    }

    @GetMapping(LIST)
    String list(Locale locale, Model model) {
        visitor.needsAdministrator();
        return list(null, locale, model);
    }

    private String list(@Nullable ChannelTried tried, Locale locale, Model model) {
        var words = pageWords.in(locale);
        model.addAttribute("tried", tried);
        model.addAttribute(
                "rows",
                channels.all().stream().map(channel -> row(channel, words)).toList());
        return "settings/channels";
    }

    private Row row(Channel channel, Words words) {
        var refusal = channels.refusal(channel);
        return new Row(
                channel.id(),
                name(channel),
                words.say("channel.kind." + channel.kind().word()),
                channel.host(),
                uses.of(channel),
                refusal.map(found -> words.time(found.at())).orElse(null),
                refusal.map(Channels.Refusal::error).orElse(null));
    }

    private static String name(Channel channel) {
        return Channel.MARK + channel.name();
    }

    @PostMapping(ONE + "/test")
    String test(@PathVariable long id, Locale locale, Model model) throws InterruptedException {
        var channel = channel(id);
        var outcome = trial.send(channel, visitor.signedIn(), locale);
        return list(ChannelTried.of(name(channel), outcome), locale, model);
    }

    @GetMapping(ONE + "/delete")
    String askForDeletion(@PathVariable long id, Model model) {
        var channel = channel(id);
        model.addAttribute("channel", name(channel));
        model.addAttribute("address", LIST + "/" + id + "/delete");
        model.addAttribute("uses", uses.of(channel));
        return "settings/channel-delete";
    }

    @PostMapping(ONE + "/delete")
    String delete(@PathVariable long id, Locale locale, RedirectAttributes next) {
        visitor.needsAdministrator();
        if (!(entries.delete("channels", id) instanceof Entries.Outcome.Kept gone)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        Toast.ok(pageWords.in(locale).say("callouts.deleted", Channel.MARK + gone.name()))
                .on(next);
        return "redirect:" + LIST;
    }

    /** One of the desk's: a person's own is nobody else's to look at. */
    private Channel channel(long id) {
        visitor.needsAdministrator();
        return channels.withId(id)
                .filter(channel -> channel.person() == null)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    static List<Choice> kinds(Words words) {
        return Arrays.stream(Channel.Kind.values())
                .map(kind -> new Choice(kind.word(), words.say("channel.kind." + kind.word())))
                .toList();
    }

    private record OfChannels(Channels channels) implements SettingsKind {
        @Override
        public String section() {
            return "channels";
        }

        @Override
        public String address() {
            return LIST;
        }

        @Override
        public String tab() {
            return "channels";
        }

        @Override
        public String word() {
            return "channel";
        }

        @Override
        public boolean isForAdministrators() {
            return true;
        }

        @Override
        public Map<String, Object> fresh() {
            return Map.of("kind", Channel.Kind.SLACK.word());
        }

        @Override
        public String title(Entries.Written one, Words words) {
            return Channel.MARK + one.name();
        }

        @Override
        public Map<String, String> stored(long id, Words words) {
            return channels.withId(id)
                    .map(channel -> Map.of("url", words.say("channel.stored", channel.host())))
                    .orElse(Map.of());
        }

        @Override
        public List<EntryField> fields(@Nullable Long id, Words words) {
            return List.of(
                    EntryField.of(EntryField.Kind.LINE, "name", "w3 must"),
                    EntryField.choice("kind", "w3 must", kinds(words)),
                    EntryField.of(EntryField.Kind.SECRET, "url", id == null ? "must" : ""));
        }
    }
}
