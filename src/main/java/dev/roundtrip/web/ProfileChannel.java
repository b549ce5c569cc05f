package dev.roundtrip.web;

import dev.roundtrip.notify.Channel;
import dev.roundtrip.notify.Channels;
import dev.roundtrip.notify.ChatTrial;
import dev.roundtrip.people.SecurityEvent.What;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The chat where somebody wants to be told, beside inbox and mail. */
@Controller
@RequestMapping("/profile/channel")
final class ProfileChannel {
    private static final String BACK = "redirect:/profile#chat";

    private final Visitor visitor;
    private final Channels channels;
    private final ChatTrial trial;
    private final ProfilePage profile;
    private final SecurityNotes notes;
    private final PageWords pageWords;

    ProfileChannel(
            Visitor visitor,
            Channels channels,
            ChatTrial trial,
            ProfilePage profile,
            SecurityNotes notes,
            PageWords pageWords) {
        this.visitor = visitor;
        this.channels = channels;
        this.trial = trial;
        this.profile = profile;
        this.notes = notes;
        this.pageWords = pageWords;
    }

    /** Whether there is one already or not: there is one at most, and a URL belongs to the kind that it was told with. */
    @PostMapping
    String keep(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String url,
            Locale locale,
            HttpServletResponse response,
            Model model,
            RedirectAttributes next) {
        var person = visitor.signedIn();
        var words = pageWords.in(locale);
        var wanted = Channel.Kind.of(kind).orElse(Channel.Kind.SLACK);
        var known = channels.ofPerson(person.id());
        if (url.isBlank() && known.isPresent() && known.get().kind() == wanted) {
            return BACK;
        }
        var fault = url.isBlank() ? "is empty" : channels.fault(wanted, url).orElse(null);
        if (fault != null) {
            var mistakes = new FormMistakes();
            mistakes.add("url", MistakeWords.say(new Entries.Mistake("url", fault), words));
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("chosenKind", wanted.word());
            return profile.show(mistakes, locale, model);
        }
        var kept = known.map(channel -> new Channel(channel.id(), person.id(), null, wanted, channel.host()))
                .orElseGet(() -> Channel.ofPerson(person.id(), wanted));
        notes.with(
                known.isPresent() ? What.CHANGED : What.CREATED,
                "channels",
                person.login(),
                () -> channels.keep(kept, url));
        Toast.ok(words.say("profile.channel.saved")).on(next);
        return BACK;
    }

    @PostMapping("/test")
    String test(Locale locale, Model model) throws InterruptedException {
        var person = visitor.signedIn();
        var channel = channels.ofPerson(person.id());
        if (channel.isEmpty()) {
            return BACK;
        }
        var outcome = trial.send(channel.get(), person, locale);
        model.addAttribute("tried", ChannelTried.of(channel.get().host(), outcome));
        return profile.show(new FormMistakes(), locale, model);
    }

    @PostMapping("/remove")
    String remove(Locale locale, RedirectAttributes next) {
        var person = visitor.signedIn();
        channels.ofPerson(person.id()).ifPresent(channel -> {
            notes.with(What.DELETED, "channels", person.login(), () -> channels.delete(channel));
            Toast.ok(pageWords.in(locale).say("profile.channel.removed")).on(next);
        });
        return BACK;
    }
}
