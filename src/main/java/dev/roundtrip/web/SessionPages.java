package dev.roundtrip.web;

import dev.roundtrip.people.People;
import dev.roundtrip.people.PersonSessions;
import dev.roundtrip.people.PersonalChoices;
import dev.roundtrip.people.SecurityEvent.What;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Sessions that are ended: one's own by whoever they belong to, all of somebody's by an administrator. */
@Controller
final class SessionPages {
    private final Visitor visitor;
    private final People people;
    private final PersonSessions sessions;
    private final PersonalChoices choices;
    private final SecurityNotes notes;
    private final PageWords pageWords;
    private final Clock clock;

    SessionPages(
            Visitor visitor,
            People people,
            PersonSessions sessions,
            PersonalChoices choices,
            SecurityNotes notes,
            PageWords pageWords,
            Clock clock) {
        this.visitor = visitor;
        this.people = people;
        this.sessions = sessions;
        this.choices = choices;
        this.notes = notes;
        this.pageWords = pageWords;
        this.clock = clock;
    }

    /** The one used last first. */
    static List<SessionRow> rows(PersonSessions sessions, long personId, Visitor visitor, Words words) {
        var own = visitor.session()
                .flatMap(signedIn -> sessions.idOf(signedIn.session()))
                .orElse(0L);
        return sessions.of(personId).stream()
                .map(one -> new SessionRow(
                        one.id(),
                        BrowserWords.say(one.agent(), words),
                        words.minute(one.began()),
                        words.minute(one.lastSeen()),
                        one.address(),
                        one.id() == own))
                .toList();
    }

    /** One that has ended meanwhile is as it was wanted. */
    @PostMapping("/profile/sessions/end")
    String end(@RequestParam long id, Locale locale, RedirectAttributes next) {
        var person = visitor.signedIn();
        notes.with(
                () -> sessions.end(person.id(), id),
                ended -> ended ? new SecurityNotes.Note(What.SESSION_ENDED, "people", person.login()) : null);
        Toast.ok(pageWords.in(locale).say("sessions.ended")).on(next);
        return "redirect:/profile";
    }

    @PostMapping("/profile/sessions/others")
    String endOthers(Locale locale, RedirectAttributes next) {
        var person = visitor.signedIn();
        visitor.session()
                .ifPresent(signedIn ->
                        notes.with(What.SESSION_ENDED, () -> sessions.endOthers(person.id(), signedIn.session())));
        Toast.ok(pageWords.in(locale).say("sessions.others.ended")).on(next);
        return "redirect:/profile";
    }

    /** Everywhere is here too. */
    @PostMapping("/profile/signout")
    String signOut(HttpServletRequest request) {
        var person = visitor.signedIn();
        notes.with(What.SIGNED_OUT_EVERYWHERE, () -> endAll(person.id()));
        request.getSession().invalidate();
        return "redirect:/signin?signedout";
    }

    @PostMapping("/settings/people/{id:[0-9]{1,18}}/signout")
    String endOf(@PathVariable long id, Locale locale, RedirectAttributes next) {
        visitor.needsAdministrator();
        var person = people.withId(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        notes.with(What.SESSIONS_ENDED, "people", person.login(), () -> endAll(id));
        Toast.ok(pageWords.in(locale).say("sessions.all.ended", person.name())).on(next);
        return "redirect:/settings/people/" + id;
    }

    /** A session that began in the same millisecond is one of them. */
    private void endAll(long personId) {
        choices.signOut(personId, clock.instant().plusMillis(1));
    }
}
