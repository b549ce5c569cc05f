package dev.roundtrip.web;

import dev.roundtrip.oidc.SignInProvider;
import dev.roundtrip.people.Identities;
import dev.roundtrip.people.People;
import dev.roundtrip.people.PersonSessions;
import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.settings.Oidc;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where somebody who is signed in says that an account at the sign-in provider is theirs, or is not any more. */
@Controller
@RequestMapping("/profile/provider")
final class ProviderPage {
    private final SignInProvider provider;
    private final Identities identities;
    private final People people;
    private final PersonSessions sessions;
    private final Visitor visitor;
    private final OwnPassword ownPassword;
    private final SecurityNotes notes;
    private final PageWords pageWords;
    private final Clock clock;

    ProviderPage(
            SignInProvider provider,
            Identities identities,
            People people,
            PersonSessions sessions,
            Visitor visitor,
            OwnPassword ownPassword,
            SecurityNotes notes,
            PageWords pageWords,
            Clock clock) {
        this.provider = provider;
        this.identities = identities;
        this.people = people;
        this.sessions = sessions;
        this.visitor = visitor;
        this.ownPassword = ownPassword;
        this.notes = notes;
        this.pageWords = pageWords;
        this.clock = clock;
    }

    /** What the provider is called for who reads that language; null where there is none. */
    static @Nullable String name(SignInProvider provider, Locale locale) {
        return provider.settings()
                .map(own -> locale.getLanguage().equals("de") ? own.nameDe() : own.name())
                .orElse(null);
    }

    @GetMapping
    String show(HttpServletRequest request, Locale locale, Model model) {
        return show(new FormMistakes(), request, locale, model);
    }

    private String show(FormMistakes mistakes, HttpServletRequest request, Locale locale, Model model) {
        var person = visitor.signedIn();
        model.addAttribute("person", person);
        model.addAttribute("provider", name(provider, locale));
        model.addAttribute(
                "linked",
                provider.settings()
                        .map(own -> identities.isLinked(person.id(), own.issuer()))
                        .orElse(false));
        model.addAttribute("hasPassword", people.hasPassword(person.id()));
        model.addAttribute("ready", ProviderLink.holds(request, person.id(), clock.instant()));
        model.addAttribute("mistakes", mistakes);
        return "people/provider";
    }

    @PostMapping
    String change(
            @RequestParam(defaultValue = "") String current,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model,
            RedirectAttributes next) {
        var person = visitor.signedIn();
        var own = provider.settings().map(Oidc::issuer).orElse(null);
        if (own == null) {
            return "redirect:/profile/provider";
        }
        var words = pageWords.in(locale);
        var refusal = ownPassword.refusal(person, current, request.getRemoteAddr(), words);
        if (refusal.isPresent()) {
            var mistakes = new FormMistakes();
            mistakes.add("current", refusal.get());
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return show(mistakes, request, locale, model);
        }
        if (identities.isLinked(person.id(), own)) {
            notes.with(What.PROVIDER_UNLINKED, () -> identities.unlink(person.id(), own));
            // What is signed in elsewhere may have got in by it.
            visitor.session().ifPresent(signedIn -> sessions.endOthers(person.id(), signedIn.session()));
            Toast.ok(words.say("provider.unlinked")).on(next);
        } else {
            new ProviderLink(person.id(), clock.instant()).keep(request);
        }
        return "redirect:/profile/provider";
    }
}
