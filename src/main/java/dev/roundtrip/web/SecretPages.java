package dev.roundtrip.web;

import dev.roundtrip.people.ApiUser;
import dev.roundtrip.people.ApiUsers;
import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.people.Token;
import dev.roundtrip.people.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** New secrets for programs, and the end of old ones. Each page asks first; a secret is shown on the page that follows and never again. */
@Controller
final class SecretPages {
    private static final String USER = ApiPages.LIST + "/users/{id:[0-9]{1,18}}";
    private static final String TOKEN = ApiPages.LIST + "/tokens/{id:[0-9]{1,18}}";
    private static final String BACK = "redirect:" + ApiPages.LIST;
    /** How long the old secret of an API user may open beside the new one, by the words of the form. */
    private static final Map<String, Duration> OVERLAPS = Map.of(
            "none", Duration.ZERO,
            "hour", Duration.ofHours(1),
            "day", Duration.ofDays(1),
            "week", Duration.ofDays(7),
            "month", Duration.ofDays(30));

    private static final List<String> OFFERED = List.of("day", "hour", "week", "month", "none");

    private final ApiUsers apiUsers;
    private final Tokens tokens;
    private final Entries entries;
    private final SentTwice sentTwice;
    private final Visitor visitor;
    private final SecurityNotes notes;
    private final PageWords pageWords;

    SecretPages(
            ApiUsers apiUsers,
            Tokens tokens,
            Entries entries,
            SentTwice sentTwice,
            Visitor visitor,
            SecurityNotes notes,
            PageWords pageWords) {
        this.apiUsers = apiUsers;
        this.tokens = tokens;
        this.entries = entries;
        this.sentTwice = sentTwice;
        this.visitor = visitor;
        this.notes = notes;
        this.pageWords = pageWords;
    }

    /**
     * What is asked before something is done.
     *
     * @param overlaps how long the old secret may open too; empty where it cannot
     */
    record Question(String title, String text, String address, String verb, boolean danger, List<Choice> overlaps) {}

    @GetMapping(USER + "/rotate")
    String askForSecret(@PathVariable long id, Locale locale, Model model) {
        var user = user(id);
        var words = pageWords.in(locale);
        return asked(
                new Question(
                        words.say("settings.rotate.secret.title", user.login()),
                        words.say("settings.rotate.secret.text"),
                        ApiPages.LIST + "/users/" + id + "/rotate",
                        words.say("settings.rotate.secret"),
                        false,
                        OFFERED.stream()
                                .map(word -> new Choice(word, words.say("settings.overlap." + word)))
                                .toList()),
                model);
    }

    @PostMapping(USER + "/rotate")
    String newSecret(
            @PathVariable long id,
            @RequestParam MultiValueMap<String, String> sent,
            Locale locale,
            RedirectAttributes next) {
        var user = user(id);
        var form = Typed.of(sent);
        var overlap = OVERLAPS.get(form.text("overlap"));
        if (overlap == null) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        return once(form, () -> {
            var secret = ApiUsers.randomSecret();
            var until = notes.with(
                    What.SECRET_ROTATED, "api-users", user.login(), () -> apiUsers.rotate(user, secret, overlap));
            new ShownOnce(user.login(), secret).on(next);
            var words = pageWords.in(locale);
            Toast.ok(until.map(at -> words.say("settings.rotated.until", user.login(), words.at(at)))
                            .orElseGet(() -> words.say("settings.rotated", user.login())))
                    .on(next);
        });
    }

    @GetMapping(USER + "/end-overlap")
    String askForEnd(@PathVariable long id, Locale locale, Model model) {
        var user = user(id);
        var words = pageWords.in(locale);
        return asked(
                new Question(
                        words.say("settings.end-overlap.title", user.login()),
                        words.say("settings.end-overlap.text"),
                        ApiPages.LIST + "/users/" + id + "/end-overlap",
                        words.say("settings.end-overlap"),
                        true,
                        List.of()),
                model);
    }

    @PostMapping(USER + "/end-overlap")
    String endOverlap(@PathVariable long id, Locale locale, RedirectAttributes next) {
        var user = user(id);
        notes.with(What.OVERLAP_ENDED, "api-users", user.login(), () -> apiUsers.endOverlap(user));
        Toast.ok(pageWords.in(locale).say("settings.rotated", user.login())).on(next);
        return BACK;
    }

    @GetMapping(TOKEN + "/rotate")
    String askForToken(@PathVariable long id, Locale locale, Model model) {
        var token = token(id);
        var words = pageWords.in(locale);
        return asked(
                new Question(
                        words.say("settings.rotate.token.title", token.name()),
                        words.say("settings.rotate.token.text"),
                        ApiPages.LIST + "/tokens/" + id + "/rotate",
                        words.say("settings.rotate.token"),
                        true,
                        List.of()),
                model);
    }

    @PostMapping(TOKEN + "/rotate")
    String newToken(
            @PathVariable long id,
            @RequestParam MultiValueMap<String, String> sent,
            Locale locale,
            RedirectAttributes next) {
        var token = token(id);
        return once(Typed.of(sent), () -> {
            var text = Tokens.random();
            notes.with(What.SECRET_ROTATED, "tokens", token.name(), () -> found(tokens.changeText(token.id(), text)));
            new ShownOnce(token.name(), text).on(next);
            Toast.ok(pageWords.in(locale).say("settings.rotated", token.name())).on(next);
        });
    }

    @GetMapping(TOKEN + "/delete")
    String askForDeletion(@PathVariable long id, Locale locale, Model model) {
        var token = token(id);
        var words = pageWords.in(locale);
        return asked(
                new Question(
                        words.say("callouts.delete.title", token.name()),
                        words.say("settings.token.delete"),
                        ApiPages.LIST + "/tokens/" + id + "/delete",
                        words.say("callouts.delete"),
                        true,
                        List.of()),
                model);
    }

    @PostMapping(TOKEN + "/delete")
    String delete(@PathVariable long id, Locale locale, RedirectAttributes next) {
        visitor.needsAdministrator();
        if (!(entries.delete("tokens", id) instanceof Entries.Outcome.Kept gone)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        Toast.ok(pageWords.in(locale).say("callouts.deleted", gone.name())).on(next);
        return BACK;
    }

    private String asked(Question question, Model model) {
        model.addAttribute("question", question);
        model.addAttribute("once", sentTwice.token());
        return "settings/ask";
    }

    /** Two secrets for one double click would be one that nobody has seen. */
    private String once(Typed form, Runnable change) {
        Supplier<Optional<String>> done = () -> {
            change.run();
            return Optional.of(BACK);
        };
        return sentTwice.once(found(visitor.person()).id(), form, done).orElse(BACK);
    }

    private ApiUser user(long id) {
        visitor.needsAdministrator();
        return found(apiUsers.withId(id));
    }

    private Token token(long id) {
        visitor.needsAdministrator();
        return found(tokens.withId(id));
    }

    private static <T> T found(Optional<T> one) {
        return one.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
