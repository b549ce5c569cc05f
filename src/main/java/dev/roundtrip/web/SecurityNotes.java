package dev.roundtrip.web;

import dev.roundtrip.people.Actor;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.people.SecurityLog;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/** Notes for the security log what the one who asks for the page that is being made has done. */
@Component
final class SecurityNotes {
    /** Stands for a login that nobody has. */
    static final String NOBODY = "?";

    private final SecurityLog log;
    private final Visitor visitor;
    private final HttpServletRequest request;

    /** @param request stands for the one that is being answered */
    SecurityNotes(SecurityLog log, Visitor visitor, HttpServletRequest request) {
        this.log = log;
        this.visitor = visitor;
        this.request = request;
    }

    void note(What what) {
        log.note(by(actor(visitor.signedIn())), what);
    }

    /** @param kind as the part of the setup file is called */
    void note(What what, String kind, String name) {
        log.note(by(actor(visitor.signedIn())), what, kind, name);
    }

    /** Of somebody who is signed in only now. */
    void note(Person person, What what) {
        log.note(by(actor(person)), what);
    }

    /** Of somebody who did not get in, under a login that somebody has, or {@link #NOBODY}. */
    void noteStranger(String login, What what) {
        log.note(by(new Actor(Actor.Kind.PERSON, 0, login)), what);
    }

    private SecurityLog.By by(Actor actor) {
        return new SecurityLog.By(actor, request.getRemoteAddr());
    }

    private static Actor actor(Person person) {
        return Actor.person(person.id(), person.name());
    }
}
