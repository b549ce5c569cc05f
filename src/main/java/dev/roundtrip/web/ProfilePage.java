package dev.roundtrip.web;

import dev.roundtrip.directory.Company;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.notify.Channels;
import dev.roundtrip.oidc.SignInProvider;
import dev.roundtrip.people.Choices;
import dev.roundtrip.people.Identities;
import dev.roundtrip.people.PasswordHash;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.PersonSessions;
import dev.roundtrip.people.PersonalChoices;
import dev.roundtrip.people.QuietHours;
import dev.roundtrip.people.SecondFactors;
import dev.roundtrip.people.SecurityEvent.What;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What somebody who is signed in decides for themselves: how pages look and speak, their password, their sessions. */
@Controller
@RequestMapping("/profile")
final class ProfilePage {
    private final Visitor visitor;
    private final People people;
    private final PersonalChoices choices;
    private final PageLanguage language;
    private final SignedInAnew signedIn;
    private final OwnPassword ownPassword;
    private final SecurityNotes notes;
    private final Directory directory;
    private final Desk desk;
    private final Channels channels;
    private final RefusedMails refused;
    private final PageWords pageWords;
    private final PersonSessions sessions;
    private final SecondFactors factors;
    private final SignInProvider provider;
    private final Identities identities;

    ProfilePage(
            Visitor visitor,
            People people,
            PersonalChoices choices,
            PageLanguage language,
            SignedInAnew signedIn,
            OwnPassword ownPassword,
            SecurityNotes notes,
            Directory directory,
            Desk desk,
            Channels channels,
            RefusedMails refused,
            PageWords pageWords,
            PersonSessions sessions,
            SecondFactors factors,
            SignInProvider provider,
            Identities identities) {
        this.visitor = visitor;
        this.people = people;
        this.choices = choices;
        this.language = language;
        this.signedIn = signedIn;
        this.ownPassword = ownPassword;
        this.notes = notes;
        this.directory = directory;
        this.desk = desk;
        this.channels = channels;
        this.refused = refused;
        this.pageWords = pageWords;
        this.sessions = sessions;
        this.factors = factors;
        this.provider = provider;
        this.identities = identities;
    }

    /** @param error always English */
    record ChannelRefusal(String at, String error) {}

    @GetMapping
    String show(Locale locale, Model model) {
        return show(new FormMistakes(), locale, model);
    }

    String show(FormMistakes mistakes, Locale locale, Model model) {
        var person = visitor.signedIn();
        var chosen = choices.of(person.id());
        var words = pageWords.in(locale);
        var channel = channels.ofPerson(person.id()).orElse(null);
        model.addAttribute("channel", channel);
        model.addAttribute("channelKinds", ChannelPages.kinds(words));
        model.addAttribute(
                "channelRefusal",
                channel == null
                        ? null
                        : channels.refusal(channel)
                                .map(refusal -> new ChannelRefusal(words.time(refusal.at()), refusal.error()))
                                .orElse(null));
        model.addAttribute("person", person);
        model.addAttribute("chosen", chosen);
        model.addAttribute("zone", desk.settings().zone().getId());
        if (!model.containsAttribute("quiet")) {
            model.addAttribute(
                    "quiet", chosen.quiet() == null ? "" : chosen.quiet().written());
        }
        refused.show(person, words, model);
        model.addAttribute("factor", factors.isOn(person.id()));
        model.addAttribute("provider", ProviderPage.name(provider, locale));
        model.addAttribute(
                "providerLinked",
                provider.settings()
                        .map(own -> identities.isLinked(person.id(), own.issuer()))
                        .orElse(false));
        model.addAttribute("recoveryCodes", factors.recoveryCodes(person.id()));
        model.addAttribute("sessions", SessionPages.rows(sessions, person.id(), visitor, words));
        model.addAttribute("mistakes", mistakes);
        return "people/profile";
    }

    /** Empty is for what goes by the desk, or by the browser; what nobody offers is taken for that. */
    @PostMapping
    String choose(
            @RequestParam(name = "language", defaultValue = "") String wanted,
            @RequestParam(defaultValue = "") String theme,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes next) {
        var person = visitor.signedIn();
        var spoken = PageLanguage.spoken(wanted);
        choices.speak(person.id(), spoken.map(Locale::getLanguage).orElse(null));
        spoken.ifPresentOrElse(
                chosen -> language.choose(chosen, request, response), () -> language.forget(request, response));
        choices.show(person.id(), Choices.Theme.of(theme).orElse(null));
        Toast.ok(pageWords.in(spoken.orElse(locale)).say("profile.saved")).on(next);
        return "redirect:/profile";
    }

    /** By the button in the side bar, which has changed the look already. */
    @PostMapping("/theme")
    ResponseEntity<Void> theme(@RequestParam(defaultValue = "") String theme) {
        choices.show(visitor.signedIn().id(), Choices.Theme.of(theme).orElse(null));
        return ResponseEntity.noContent().build();
    }

    /** Nothing typed is for never. */
    @PostMapping("/quiet")
    String beQuiet(
            @RequestParam(defaultValue = "") String quiet,
            Locale locale,
            HttpServletResponse response,
            Model model,
            RedirectAttributes next) {
        var words = pageWords.in(locale);
        try {
            choices.beQuiet(visitor.signedIn().id(), quiet.isBlank() ? null : QuietHours.parse(quiet));
        } catch (IllegalArgumentException e) {
            var mistakes = new FormMistakes();
            mistakes.add(
                    "quiet", MistakeWords.say(new Entries.Mistake("quiet", String.valueOf(e.getMessage())), words));
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("quiet", quiet);
            return show(mistakes, locale, model);
        }
        Toast.ok(words.say("profile.saved")).on(next);
        return "redirect:/profile";
    }

    @PostMapping("/password")
    String password(
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String password,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes next) {
        var person = visitor.signedIn();
        var words = pageWords.in(locale);
        var mistakes = mistakes(person, current, password, request.getRemoteAddr(), words);
        if (!mistakes.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return show(mistakes, locale, model);
        }
        var hash = PasswordHash.of(password);
        notes.with(What.PASSWORD_CHANGED, () -> people.changePassword(person.id(), hash));
        signedIn.as(person, request, response);
        Toast.ok(words.say("profile.password.changed")).on(next);
        return "redirect:/profile";
    }

    /** The old one is looked at only when the new one would do: each look counts as a try to sign in. */
    private FormMistakes mistakes(Person person, String current, String password, String address, Words words) {
        var mistakes = new FormMistakes();
        NewPassword.mistake(password, known(person))
                .ifPresent(key -> mistakes.add("password", new MistakeWords.Said(words.say(key), null)));
        if (!mistakes.isEmpty()) {
            return mistakes;
        }
        ownPassword.refusal(person, current, address, words).ifPresent(said -> mistakes.add("current", said));
        return mistakes;
    }

    private List<String> known(Person person) {
        return Stream.concat(
                        Stream.of(person.login(), person.name(), desk.settings().domain()),
                        directory.companies().stream().map(Company::name))
                .toList();
    }
}
