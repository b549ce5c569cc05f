package dev.roundtrip.web;

import dev.roundtrip.oidc.Refusal;
import dev.roundtrip.oidc.Refusal.Reason;
import dev.roundtrip.oidc.SignInProvider;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.SecurityEvent.What;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Signing in over the provider: there, and back. */
@Controller
final class ProviderSignIn {
    /** Stands for every login: who it is is known only at the end. */
    private static final String ANYBODY = "sign-in provider";

    private final SignInProvider provider;
    private final ProviderPeople people;
    private final Visitor visitor;
    private final SignInThrottle throttle;
    private final SignedInAnew signedIn;
    private final SecurityNotes notes;
    private final PageWords pageWords;
    private final Clock clock;

    ProviderSignIn(
            SignInProvider provider,
            ProviderPeople people,
            Visitor visitor,
            SignInThrottle throttle,
            SignedInAnew signedIn,
            SecurityNotes notes,
            PageWords pageWords,
            Clock clock) {
        this.provider = provider;
        this.people = people;
        this.visitor = visitor;
        this.throttle = throttle;
        this.signedIn = signedIn;
        this.notes = notes;
        this.pageWords = pageWords;
        this.clock = clock;
    }

    /** A link and no form: the policy of the pages lets no form lead to another host. */
    @GetMapping("/signin/provider")
    Object there(HttpServletRequest request, HttpServletResponse response, Model model) {
        var person = visitor.person().map(Person::id).orElse(0L);
        if (provider.settings().isEmpty()) {
            return "redirect:/signin";
        }
        if (person != 0 && !ProviderLink.holds(request, person, clock.instant())) {
            return "redirect:/";
        }
        try {
            var attempt = provider.begin();
            var address = provider.address(attempt);
            new ProviderTry(attempt, person).keep(request);
            return found(address);
        } catch (Refusal refusal) {
            return refuse(refusal.reason(), response, model); // nobody tried anything yet
        }
    }

    @GetMapping(SignInProvider.BACK)
    Object back(
            @RequestParam Map<String, String> said,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model,
            RedirectAttributes next) {
        if (provider.settings().isEmpty()) {
            return "redirect:/signin";
        }
        var began = clock.instant();
        var address = request.getRemoteAddr();
        var one = ProviderTry.take(request).orElse(null);
        var wait = throttle.begin(address, ANYBODY);
        if (wait.isPresent()) {
            if (throttle.isNews(address, ANYBODY)) {
                notes.noteStranger(SecurityNotes.NOBODY, What.SIGN_IN_THROTTLED);
            }
            var tooMany = new TooManyTries(wait.get());
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, Long.toString(tooMany.untilNext().toSeconds() + 1));
            model.addAttribute("waitMinutes", tooMany.minutes());
            return "people/provider-refused";
        }
        try {
            var here = visitor.person().map(Person::id).orElse(0L);
            if (one != null && one.linkTo() != here) {
                throw new Refusal(Reason.STATE); // somebody else sits there now
            }
            var identity = provider.finish(one == null ? null : one.attempt(), said);
            if (here != 0) {
                var person = visitor.signedIn();
                people.link(person, identity);
                throttle.forget(address, ANYBODY);
                ProviderLink.forget(request);
                Toast.ok(pageWords.in(locale).say("provider.linked")).on(next);
                return "redirect:/profile/provider";
            }
            var person = people.of(identity);
            throttle.forget(address, ANYBODY);
            var wanted = WantedPage.take(request);
            signedIn.as(person, began, request, response);
            notes.note(person, What.SIGNED_IN_BY_PROVIDER);
            return found(wanted);
        } catch (Refusal refusal) {
            notes.noteStranger(
                    SecurityNotes.NOBODY,
                    What.PROVIDER_REFUSED,
                    refusal.reason().word());
            return refuse(refusal.reason(), response, model);
        }
    }

    private static ResponseEntity<Void> found(String address) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .header(HttpHeaders.LOCATION, address)
                .build();
    }

    private String refuse(Reason reason, HttpServletResponse response, Model model) {
        response.setStatus(
                reason == Reason.UNREACHABLE ? HttpStatus.BAD_GATEWAY.value() : HttpStatus.FORBIDDEN.value());
        model.addAttribute("reason", reason.word());
        model.addAttribute("back", visitor.person().isPresent() ? "/profile/provider" : "/signin");
        return "people/provider-refused";
    }
}
