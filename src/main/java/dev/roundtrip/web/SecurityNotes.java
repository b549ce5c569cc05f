package dev.roundtrip.web;

import dev.roundtrip.people.Actor;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.people.SecurityLog;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
        log.note(by(), what);
    }

    /** Does it and notes it, in one write: there is both or neither. */
    void with(What what, Runnable change) {
        with(what, null, null, () -> {
            change.run();
            return null;
        });
    }

    /** @param kind as the part of the setup file is called */
    void with(What what, String kind, String name, Runnable change) {
        with(what, kind, name, () -> {
            change.run();
            return null;
        });
    }

    <T extends @Nullable Object> T with(What what, @Nullable String kind, @Nullable String name, Supplier<T> change) {
        return log.with(by(), what, kind, name, change);
    }

    /**
     * The same where only what was done tells what is to be noted.
     *
     * @param note of what was done; null of nothing
     */
    <T> T with(Supplier<T> change, Function<? super T, @Nullable Note> note) {
        var by = by();
        return log.with(change, done -> {
            var noted = note.apply(done);
            if (noted != null) {
                log.note(by, noted.what(), noted.kind(), noted.name());
            }
        });
    }

    /** @param kind as the part of the setup file is called */
    record Note(What what, String kind, String name) {}

    /** To note within a write, which knows nothing of a request, what the one does who asks now. */
    Consumer<Note> noting() {
        var by = by();
        return note -> log.note(by, note.what(), note.kind(), note.name());
    }

    /** The same of somebody who is signed in only now. */
    Consumer<Person> noting(What what) {
        var address = request.getRemoteAddr();
        return person -> log.note(new SecurityLog.By(actor(person), address), what);
    }

    /** Of somebody who is signed in only now. */
    void note(Person person, What what) {
        log.note(by(actor(person)), what);
    }

    /** Of somebody who did not get in, under a login that somebody has, or {@link #NOBODY}. */
    void noteStranger(String login, What what) {
        log.note(by(new Actor(Actor.Kind.PERSON, 0, login)), what);
    }

    /** @param why as it was refused */
    void noteStranger(String login, What what, String why) {
        log.note(by(new Actor(Actor.Kind.PERSON, 0, login)), what, null, why);
    }

    /** Does it in one write with what it notes. */
    void together(Runnable change) {
        log.with(
                () -> {
                    change.run();
                    return null;
                },
                _ -> {});
    }

    private SecurityLog.By by() {
        return by(actor(visitor.signedIn()));
    }

    private SecurityLog.By by(Actor actor) {
        return new SecurityLog.By(actor, request.getRemoteAddr());
    }

    static Actor actor(Person person) {
        return Actor.person(person.id(), person.name());
    }
}
