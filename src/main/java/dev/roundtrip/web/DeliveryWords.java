package dev.roundtrip.web;

import dev.roundtrip.callout.AttemptDetail;
import dev.roundtrip.delivery.Attempt;
import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.delivery.DeliveryState;
import dev.roundtrip.delivery.HeldFor;
import dev.roundtrip.delivery.RetryPolicy;
import dev.roundtrip.notify.MailCourier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what became of deliveries, in words and with the clock time. */
final class DeliveryWords {
    /** Beyond these the drawing says less than the table. */
    private static final int MOST_STEPS = 11;
    /** Of an attempt, in the order they happen. */
    private static final List<String> PARTS = List.of("dns", "connect", "tls", "firstByte");

    private final Words words;
    private final Instant now;
    private final Function<String, RetryPolicy> retry;

    /**
     * @param now what is due before it goes out as soon as it can
     * @param retry the retry policy of a lane
     */
    DeliveryWords(Words words, Instant now, Function<String, RetryPolicy> retry) {
        this.words = words;
        this.now = now;
        this.retry = retry;
    }

    DeliveryRow row(DeliveryLog.Entry entry) {
        var delivery = entry.delivery();
        var planned = delivery.state() == DeliveryState.WAITING;
        var most = most(delivery);
        return new DeliveryRow(
                delivery.id(),
                badge(entry),
                planned || delivery.state() == DeliveryState.HELD,
                delivery.laneName(),
                delivery.subjectName(),
                Moment.of(delivery.createdAt(), words),
                Ladder.of(entry.attempts(), most, planned, words.say("attempts.of", delivery.attempts(), most)),
                planned && delivery.dueAt() != null ? Moment.of(delivery.dueAt(), words) : null,
                answer(entry));
    }

    /** @param shown number of the attempt to show in full; without one the last */
    DeliveryView view(DeliveryLog.Entry entry, @Nullable Integer shown) {
        var delivery = entry.delivery();
        var attempts = entry.attempts();
        var last = attempts.isEmpty() ? null : attempts.getLast();
        var chosen = attempts.stream()
                .filter(attempt -> shown != null && attempt.number() == shown)
                .findFirst()
                .orElse(last);
        return new DeliveryView(
                delivery.id(),
                badge(entry),
                delivery.laneName(),
                delivery.subjectName(),
                headline(entry),
                story(entry),
                delivery.state().isEnd() || delivery.state() == DeliveryState.HELD ? delivery.error() : null,
                policy(delivery),
                steps(entry),
                attempts.reversed().stream()
                        .map(attempt -> attemptRow(attempt, attempt.equals(chosen), saysHttp(delivery)))
                        .toList(),
                chosen == null ? 0 : chosen.number(),
                chosen == null || chosen.detail() == null
                        ? null
                        : Exchange.of(AttemptDetail.decode(chosen.detail()), words));
    }

    private Badge badge(DeliveryLog.Entry entry) {
        var delivery = entry.delivery();
        return badge(delivery.state(), delivery.heldFor(), !entry.attempts().isEmpty(), words);
    }

    /** @param tried whether an attempt was begun */
    static Badge badge(DeliveryState state, @Nullable HeldFor heldFor, boolean tried, Words words) {
        return switch (state) {
            case DELIVERED -> new Badge("ok", "check", words.say("state.delivered"));
            case WAITING ->
                tried
                        ? new Badge("wait", "clock", words.say("state.waiting"))
                        : new Badge("send", "hourglass", words.say("state.queued"));
            case RUNNING -> new Badge("send", "send", words.say("state.running"));
            case GIVEN_UP -> new Badge("fail", "x", words.say("state.given-up"));
            case CANCELLED -> new Badge("idle", "ban", words.say("state.cancelled"));
            case HELD ->
                heldFor == HeldFor.PERSON
                        ? new Badge("unsure", "help", words.say("state.unknown"))
                        : new Badge("idle", "pause", words.say("state.held"));
        };
    }

    private Badge badge(Attempt attempt) {
        return switch (attempt.result()) {
            case SUCCESS -> new Badge("ok", "check", word(attempt));
            case FAILURE -> new Badge("fail", "x", word(attempt));
            case UNKNOWN -> new Badge("unsure", "help", word(attempt));
            case RUNNING -> new Badge("send", "send", word(attempt));
        };
    }

    /** The shortest that tells how an attempt went: {@code 503}, {@code no answer}. */
    private String word(Attempt attempt) {
        if (attempt.status() != null) {
            return attempt.status().toString();
        }
        return switch (attempt.result()) {
            case SUCCESS -> words.say("outcome.success");
            case FAILURE -> words.say("outcome.no-answer");
            case UNKNOWN -> words.say("outcome.unknown");
            case RUNNING -> words.say("outcome.running");
        };
    }

    /** With the name of its number: {@code 503 Service Unavailable}. */
    private String fullWord(Delivery delivery, Attempt attempt) {
        return attempt.status() == null || !saysHttp(delivery) ? word(attempt) : StatusWords.of(attempt.status());
    }

    /** The numbers of a mail server mean something else. */
    private static boolean saysHttp(Delivery delivery) {
        return !MailCourier.carries(delivery.lane());
    }

    private String headline(DeliveryLog.Entry entry) {
        var delivery = entry.delivery();
        var attempts = entry.attempts();
        var ended = delivery.endedAt() == null ? "" : words.at(delivery.endedAt());
        return switch (delivery.state()) {
            case DELIVERED -> words.say("happened.delivered", ended, fullWord(delivery, attempts.getLast()));
            case GIVEN_UP ->
                attempts.isEmpty()
                        ? words.say("happened.given-up.unsent", ended)
                        : words.say("happened.given-up", ended, fullWord(delivery, attempts.getLast()));
            case CANCELLED -> words.say("happened.cancelled", ended);
            case RUNNING ->
                attempts.isEmpty()
                        ? words.say("happened.starting")
                        : words.say(
                                "happened.running",
                                attempts.getLast().number(),
                                words.time(attempts.getLast().startedAt()));
            case HELD -> words.say(delivery.heldFor() == HeldFor.PERSON ? "happened.held.unknown" : "happened.held");
            case WAITING -> waiting(delivery, attempts);
        };
    }

    /** "503 at 14:03:21, next attempt 14:04:21, last 14:13:21". */
    private String waiting(Delivery delivery, List<Attempt> attempts) {
        var due = delivery.dueAt();
        if (due == null || !due.isAfter(now)) {
            return attempts.isEmpty()
                    ? words.say("happened.queued")
                    : words.say("happened.waiting.soon", outcomeAt(attempts.getLast()));
        }
        if (attempts.isEmpty()) {
            return words.say("happened.queued.until", words.time(due));
        }
        var outcome = outcomeAt(attempts.getLast());
        var most = most(delivery);
        return delivery.attempts() + 1 >= most
                ? words.say("happened.waiting.last", outcome, words.time(due))
                : words.say("happened.waiting", outcome, words.time(due), words.time(planned(delivery, most)));
    }

    private String outcomeAt(Attempt attempt) {
        return words.say("happened.outcome-at", word(attempt), words.at(attempt.startedAt()));
    }

    private @Nullable String story(DeliveryLog.Entry entry) {
        var delivery = entry.delivery();
        if (entry.attempts().isEmpty()) {
            return null;
        }
        var outcomes = new LinkedHashMap<String, Integer>();
        entry.attempts().forEach(attempt -> outcomes.merge(word(attempt), 1, Integer::sum));
        var told = outcomes.entrySet().stream()
                .map(outcome -> words.say("happened.times", outcome.getValue(), outcome.getKey()))
                .collect(Collectors.joining(", "));
        return words.say(
                delivery.state().isEnd() ? "happened.story.ended" : "happened.story",
                delivery.attempts(),
                most(delivery),
                words.time(delivery.createdAt()),
                told);
    }

    private String policy(Delivery delivery) {
        var policy = retry.apply(delivery.lane());
        return policy.times() == 0
                ? words.say("retry.never")
                : words.say("retry.policy", words.span(policy.every()), policy.times());
    }

    private List<Step> steps(DeliveryLog.Entry entry) {
        var delivery = entry.delivery();
        var most = most(delivery);
        if (most > MOST_STEPS || entry.attempts().isEmpty()) {
            return List.of();
        }
        var steps = new ArrayList<Step>();
        for (var attempt : entry.attempts()) {
            var badge = badge(attempt);
            steps.add(new Step(
                    attempt.number(),
                    badge.tone(),
                    badge.icon(),
                    Moment.of(attempt.startedAt(), words),
                    badge.word(),
                    took(attempt)));
        }
        if (delivery.state() == DeliveryState.WAITING && delivery.dueAt() != null) {
            for (int number = steps.size() + 1; number <= most; number++) {
                var next = number == entry.attempts().size() + 1;
                steps.add(new Step(
                        number,
                        next ? "wait" : "later",
                        null,
                        Moment.of(planned(delivery, number), words),
                        next ? words.say("step.next") : number == most ? words.say("step.last") : null,
                        null));
            }
        }
        return List.copyOf(steps);
    }

    private AttemptRow attemptRow(Attempt attempt, boolean shown, boolean http) {
        return new AttemptRow(
                attempt.number(),
                shown,
                badge(attempt),
                Moment.fine(attempt.startedAt(), words),
                took(attempt),
                attempt.address(),
                meaning(attempt, http),
                attempt.error(),
                parts(attempt));
    }

    private String parts(Attempt attempt) {
        if (attempt.detail() == null) {
            return "";
        }
        var millis = AttemptDetail.decode(attempt.detail()).millis();
        var told = new ArrayList<String>();
        for (var part : PARTS) {
            var length = millis.get(part);
            if (length != null) {
                told.add(words.say("timing." + part, words.millis(length)));
            }
        }
        return String.join(", ", told);
    }

    private @Nullable String meaning(Attempt attempt, boolean http) {
        return switch (attempt.result()) {
            case SUCCESS -> words.say("meaning.success");
            case RUNNING -> words.say("meaning.running");
            case UNKNOWN -> words.say("meaning.unknown");
            case FAILURE -> {
                var key = attempt.status() == null || !http ? null : StatusWords.meaning(attempt.status());
                yield key == null ? null : words.say(key);
            }
        };
    }

    private @Nullable LastAnswer answer(DeliveryLog.Entry entry) {
        if (entry.attempts().isEmpty()) {
            var error = entry.delivery().error();
            return error == null ? null : new LastAnswer(null, error, null);
        }
        var last = entry.attempts().getLast();
        if (last.result() == Attempt.Result.RUNNING) {
            return new LastAnswer(null, null, words.say("answer.none-yet"));
        }
        if (last.result() == Attempt.Result.UNKNOWN) {
            return new LastAnswer(null, null, words.say("answer.unknown"));
        }
        var took = took(last);
        if (last.status() == null) {
            return new LastAnswer(null, last.error(), took);
        }
        return new LastAnswer(
                last.status().toString(),
                saysHttp(entry.delivery()) ? StatusWords.reason(last.status()) : last.error(),
                took);
    }

    /** When attempt {@code number} comes if all before it fail at once. */
    private Instant planned(Delivery delivery, int number) {
        var due = delivery.dueAt() == null ? now : delivery.dueAt();
        var between = number - delivery.attempts() - 1;
        return due.plus(retry.apply(delivery.lane()).every().multipliedBy(between));
    }

    /** Attempts in all; more were made when the callout was changed meanwhile. */
    private int most(Delivery delivery) {
        return Math.max(retry.apply(delivery.lane()).attempts(), delivery.attempts());
    }

    private @Nullable String took(Attempt attempt) {
        return attempt.endedAt() == null || attempt.result() == Attempt.Result.UNKNOWN
                ? null
                : words.length(Duration.between(attempt.startedAt(), attempt.endedAt()));
    }
}
