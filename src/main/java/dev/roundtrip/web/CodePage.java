package dev.roundtrip.web;

import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.SecondFactors;
import dev.roundtrip.people.SecurityEvent.What;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The second page of signing in, for whoever has set up a second factor. */
@Controller
@RequestMapping("/signin/code")
final class CodePage {
    private final People people;
    private final SecondFactors factors;
    private final SignInThrottle throttle;
    private final SignedInAnew signedIn;
    private final SecurityNotes notes;
    private final Clock clock;

    CodePage(
            People people,
            SecondFactors factors,
            SignInThrottle throttle,
            SignedInAnew signedIn,
            SecurityNotes notes,
            Clock clock) {
        this.people = people;
        this.factors = factors;
        this.throttle = throttle;
        this.signedIn = signedIn;
        this.notes = notes;
        this.clock = clock;
    }

    @GetMapping
    String ask(HttpServletRequest request) {
        return HalfSignedIn.of(request, clock.instant()).isPresent() ? "people/code" : "redirect:/signin";
    }

    @PostMapping
    Object enter(
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var half = HalfSignedIn.of(request, clock.instant()).orElse(null);
        var person = half == null
                ? null
                : people.withId(half.id()).filter(Person::active).orElse(null);
        if (half == null || person == null) {
            return "redirect:/signin";
        }
        var wait = throttle.begin(SignInThrottle.CODES, person.login());
        if (wait.isPresent()) {
            if (throttle.isNews(SignInThrottle.CODES, person.login())) {
                notes.noteStranger(person.login(), What.SIGN_IN_THROTTLED);
            }
            return tooMany(wait.get(), response, model);
        }
        var found = factors.use(person.id(), code);
        if (found == SecondFactors.Found.WRONG) {
            notes.noteStranger(person.login(), What.SECOND_FACTOR_REFUSED);
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            model.addAttribute("wrong", true);
            return "people/code";
        }
        throttle.forget(SignInThrottle.CODES, person.login());
        throttle.forget(request.getRemoteAddr(), person.login());
        var next = WantedPage.take(request);
        signedIn.as(person, half.began(), request, response);
        notes.note(person, What.SIGNED_IN);
        if (found == SecondFactors.Found.RECOVERY_CODE) {
            notes.note(person, What.RECOVERY_CODE_USED);
        }
        // As it was asked for: a view's name would be filled in where braces stand in it.
        return ResponseEntity.status(HttpStatus.FOUND)
                .header(HttpHeaders.LOCATION, next)
                .build();
    }

    private static String tooMany(Duration wait, HttpServletResponse response, Model model) {
        var refusal = new TooManyTries(wait);
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(
                HttpHeaders.RETRY_AFTER, Long.toString(refusal.untilNext().toSeconds() + 1));
        model.addAttribute("waitMinutes", refusal.minutes());
        return "people/code";
    }
}
