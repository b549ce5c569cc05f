package dev.roundtrip.web;

import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.PersonSessions;
import dev.roundtrip.people.PersonalChoices;
import dev.roundtrip.people.SecondFactors;
import dev.roundtrip.people.SecurityEvent.What;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where people set up a second factor and turn it off; an administrator takes it from whoever has lost theirs. */
@Controller
final class FactorPage {
    private static final String PAGE = "/profile/factor";
    private static final String PENDING = "dev.roundtrip.web.factor";

    private final Visitor visitor;
    private final People people;
    private final SecondFactors factors;
    private final OwnPassword ownPassword;
    private final SignInThrottle throttle;
    private final PersonSessions sessions;
    private final PersonalChoices choices;
    private final SecurityNotes notes;
    private final PageWords pageWords;
    private final Clock clock;

    FactorPage(
            Visitor visitor,
            People people,
            SecondFactors factors,
            OwnPassword ownPassword,
            SignInThrottle throttle,
            PersonSessions sessions,
            PersonalChoices choices,
            SecurityNotes notes,
            PageWords pageWords,
            Clock clock) {
        this.visitor = visitor;
        this.people = people;
        this.factors = factors;
        this.ownPassword = ownPassword;
        this.throttle = throttle;
        this.sessions = sessions;
        this.choices = choices;
        this.notes = notes;
        this.pageWords = pageWords;
        this.clock = clock;
    }

    @GetMapping(PAGE)
    String show(HttpServletRequest request, Model model) {
        return show(new FormMistakes(), request, model);
    }

    private String show(FormMistakes mistakes, HttpServletRequest request, Model model) {
        var person = visitor.signedIn();
        var on = factors.isOn(person.id());
        model.addAttribute("person", person);
        model.addAttribute("mistakes", mistakes);
        model.addAttribute("on", on);
        if (!on) {
            var secret = pending(request);
            model.addAttribute("secret", secret.replaceAll("(.{4})(?=.)", "$1 "));
            model.addAttribute("qr", QrPicture.of(address(person, secret)));
        }
        return "people/factor";
    }

    /** The same until it is confirmed, however often the page is shown. */
    private static String pending(HttpServletRequest request) {
        var session = request.getSession();
        if (session.getAttribute(PENDING) instanceof String secret) {
            return secret;
        }
        var fresh = SecondFactors.secret();
        session.setAttribute(PENDING, fresh);
        return fresh;
    }

    /** As apps read it. */
    private static String address(Person person, String secret) {
        var login = URLEncoder.encode(person.login(), StandardCharsets.UTF_8).replace("+", "%20");
        return "otpauth://totp/Roundtrip:" + login + "?secret=" + secret + "&issuer=Roundtrip";
    }

    @PostMapping(PAGE)
    String turnOn(
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String code,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes next) {
        var person = visitor.signedIn();
        var words = pageWords.in(locale);
        if (factors.isOn(person.id())) {
            return "redirect:" + PAGE;
        }
        var mistakes = new FormMistakes();
        ownPassword
                .refusal(person, current, request.getRemoteAddr(), words)
                .ifPresent(said -> mistakes.add("current", said));
        if (mistakes.isEmpty()) {
            var pending = pending(request);
            notes.with(
                            () -> factors.turnOn(person.id(), pending, code),
                            codes -> codes.isEmpty()
                                    ? null
                                    : new SecurityNotes.Note(What.SECOND_FACTOR_ON, "people", person.login()))
                    .ifPresentOrElse(
                            codes -> next.addFlashAttribute("codes", codes),
                            () -> mistakes.add("code", new MistakeWords.Said(words.say("factor.wrong"), null)));
        }
        if (!mistakes.isEmpty()) {
            return refuse(mistakes, request, response, model);
        }
        request.getSession().removeAttribute(PENDING);
        endOthers(person);
        return "redirect:" + PAGE;
    }

    @PostMapping(PAGE + "/off")
    String turnOff(
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String code,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes next) {
        var person = visitor.signedIn();
        var words = pageWords.in(locale);
        var mistakes = new FormMistakes();
        ownPassword
                .refusal(person, current, request.getRemoteAddr(), words)
                .ifPresent(said -> mistakes.add("current", said));
        if (mistakes.isEmpty()) {
            useCode(person, code, mistakes, words);
        }
        if (!mistakes.isEmpty()) {
            return refuse(mistakes, request, response, model);
        }
        notes.with(What.SECOND_FACTOR_OFF, () -> factors.turnOff(person.id()));
        endOthers(person);
        Toast.ok(words.say("factor.off.done")).on(next);
        return "redirect:/profile";
    }

    private void useCode(Person person, String code, FormMistakes mistakes, Words words) {
        var wait = throttle.begin(SignInThrottle.CODES, person.login());
        if (wait.isPresent()) {
            var minutes = new TooManyTries(wait.get()).minutes();
            mistakes.add("code", new MistakeWords.Said(words.say("signin.too-many", minutes), null));
        } else if (factors.use(person.id(), code) == SecondFactors.Found.WRONG) {
            mistakes.add("code", new MistakeWords.Said(words.say("factor.wrong"), null));
        } else {
            throttle.forget(SignInThrottle.CODES, person.login());
        }
    }

    private String refuse(
            FormMistakes mistakes, HttpServletRequest request, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return show(mistakes, request, model);
    }

    /** What is signed in elsewhere got in by other means than are asked for now. */
    private void endOthers(Person person) {
        visitor.session().ifPresent(signedIn -> sessions.endOthers(person.id(), signedIn.session()));
    }

    @PostMapping("/settings/people/{id:[0-9]{1,18}}/factor")
    String take(@PathVariable long id, Locale locale, RedirectAttributes next) {
        visitor.needsAdministrator();
        var person = people.withId(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (visitor.signedIn().id() == id) {
            return "redirect:" + PAGE; // there the password and a code are asked for
        }
        notes.with(What.SECOND_FACTOR_TAKEN, "people", person.login(), () -> {
            factors.turnOff(id);
            choices.signOut(id, clock.instant().plusMillis(1));
        });
        Toast.ok(pageWords.in(locale).say("factor.taken", person.name())).on(next);
        return "redirect:/settings/people/" + id;
    }
}
