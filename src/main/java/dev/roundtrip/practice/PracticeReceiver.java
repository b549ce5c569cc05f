package dev.roundtrip.practice;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stands in for a monitoring system: keeps what it gets, and answers as it was told. In memory only; the newest {@value #KEPT} requests of
 * a name, at most {@value #NAMES} names.
 */
final class PracticeReceiver {
    static final int KEPT = 200;
    static final int NAMES = 100;

    private final Map<String, Target> targets = new TreeMap<>();

    /**
     * A request as it came in.
     *
     * @param answered how it was answered
     */
    record Received(
            Instant at,
            String method,
            String target,
            Map<String, List<String>> headers,
            String body,
            String answered) {}

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
        var requests = target(name).requests;
        requests.add(request);
        while (requests.size() > KEPT) {
            requests.poll();
        }
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
