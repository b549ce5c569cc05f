package dev.roundtrip.practice;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Stands in for a monitoring system: keeps what it gets, and answers as it was told. In memory only; the newest {@value #KEPT} requests of
 * a name, at most {@value #NAMES} names, and of all together at most {@value #CHARACTERS} characters: whoever can reach it may send to it,
 * and the desk beside it needs its memory.
 */
@Component
public final class PracticeReceiver {
    static final int KEPT = 200;
    static final int NAMES = 100;
    private static final int ALERTS = 20;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,60}");
    static final long CHARACTERS = 16L << 20;

    private final Map<String, Target> targets = new TreeMap<>();

    /** All that is kept, the oldest first. */
    private final ArrayDeque<Target> arrivals = new ArrayDeque<>();

    private long characters;

    /**
     * A request as it came in.
     *
     * @param signature what the check of its signature found
     * @param answered how it was answered
     */
    public record Received(
            Instant at,
            String method,
            String target,
            Map<String, List<String>> headers,
            String body,
            SignatureCheck signature,
            String answered) {

        /** It was taken, and names the alert's ticket. */
        private boolean closes(PlayedAlert alert) {
            return alert.closedAt() == null
                    && answered.startsWith("2")
                    && (target.contains(alert.ticketNumber()) || body.contains(alert.ticketNumber()));
        }

        private long characters() {
            return target.length()
                    + body.length()
                    + headers.entrySet().stream()
                            .mapToLong(header -> header.getKey().length()
                                    + header.getValue().stream()
                                            .mapToLong(String::length)
                                            .sum())
                            .sum();
        }
    }

    /** @param answers those still to come; the last one goes on */
    public record Kept(String name, List<Received> requests, List<String> answers) {}

    /**
     * An alert that the receiver plays the monitoring system of.
     *
     * @param closedAt when a request was taken that names its ticket; null as long as none was
     */
    public record PlayedAlert(
            String ticketNumber,
            long ticketId,
            Instant raisedAt,
            @Nullable Instant closedAt) {
        private PlayedAlert closed(Instant at) {
            return new PlayedAlert(ticketNumber, ticketId, raisedAt, at);
        }
    }

    private static final class Target {
        private int drawn;
        private final List<PlayedAlert> alerts = new ArrayList<>();
        private final ArrayDeque<Received> requests = new ArrayDeque<>();
        private final ArrayDeque<PracticeAnswer> answers = new ArrayDeque<>();
    }

    /** Whether it can be the name of a far end: what stands in an address as it is, so that its page is found. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** From now on that name answers so, in this order; the last one goes on for ever. */
    synchronized void answers(String name, List<PracticeAnswer> answers) {
        var target = target(name);
        target.answers.clear();
        target.answers.addAll(answers);
    }

    /**
     * The same by their words.
     *
     * @throws IllegalArgumentException naming the word that is none
     */
    public void tell(String name, List<String> words) {
        answers(name, words.stream().map(PracticeAnswer::of).toList());
    }

    /** In their order. */
    public synchronized List<String> names() {
        return List.copyOf(targets.keySet());
    }

    /** The number of the next alert of that name, from 1; each is drawn once. */
    public synchronized int nextAlert(String name) {
        return ++target(name).drawn;
    }

    /** From now on an alert about that ticket is open there. */
    public synchronized void raise(String name, PlayedAlert alert) {
        var alerts = target(name).alerts;
        if (alerts.size() == ALERTS) {
            alerts.removeFirst();
        }
        alerts.add(alert);
    }

    /** The oldest first. */
    public synchronized List<PlayedAlert> alerts(String name) {
        return List.copyOf(target(name).alerts);
    }

    /** What the next request to that name gets. */
    synchronized PracticeAnswer next(String name) {
        var answers = target(name).answers;
        var next = answers.size() > 1 ? answers.poll() : answers.peek();
        return next == null ? new PracticeAnswer.Status(200) : next;
    }

    synchronized void keep(String name, Received request) {
        var target = target(name);
        if (target.requests.size() == KEPT) {
            drop(target);
        }
        target.requests.add(request);
        target.alerts.replaceAll(alert -> request.closes(alert) ? alert.closed(request.at()) : alert);
        arrivals.add(target);
        characters += request.characters();
        while (characters > CHARACTERS) {
            drop(arrivals.element());
        }
    }

    /** The oldest of that one. */
    private void drop(Target target) {
        // Targets are equal only to themselves, and their first arrival is that of their first request.
        arrivals.removeFirstOccurrence(target);
        characters -= target.requests.remove().characters();
    }

    /** The oldest first. */
    public synchronized Kept kept(String name) {
        var target = target(name);
        return new Kept(
                name,
                new ArrayList<>(target.requests),
                target.answers.stream().map(PracticeAnswer::word).toList());
    }

    private Target target(String name) {
        var known = targets.get(name);
        if (known != null) {
            return known;
        }
        if (targets.size() >= NAMES) {
            throw new IllegalArgumentException(
                    "the practice receiver keeps " + NAMES + " names at most; use one that is there");
        }
        var fresh = new Target();
        targets.put(name, fresh);
        return fresh;
    }
}
