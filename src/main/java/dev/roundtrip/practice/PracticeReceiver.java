package dev.roundtrip.practice;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stands in for a monitoring system: keeps what it gets, and answers as it was told. In memory only; the newest {@value #KEPT} requests of
 * a name, at most {@value #NAMES} names, and of all together at most {@value #CHARACTERS} characters: whoever can reach it may send to it,
 * and the desk beside it needs its memory.
 */
final class PracticeReceiver {
    static final int KEPT = 200;
    static final int NAMES = 100;
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
    record Received(
            Instant at,
            String method,
            String target,
            Map<String, List<String>> headers,
            String body,
            SignatureCheck signature,
            String answered) {

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
    record Kept(String name, List<Received> requests, List<String> answers) {}

    private static final class Target {
        private final ArrayDeque<Received> requests = new ArrayDeque<>();
        private final ArrayDeque<PracticeAnswer> answers = new ArrayDeque<>();
    }

    /** From now on that name answers so, in this order; the last one goes on for ever. */
    synchronized void answers(String name, List<PracticeAnswer> answers) {
        var target = target(name);
        target.answers.clear();
        target.answers.addAll(answers);
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
    synchronized Kept kept(String name) {
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
