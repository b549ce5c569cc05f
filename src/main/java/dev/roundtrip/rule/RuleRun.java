package dev.roundtrip.rule;

import dev.roundtrip.people.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule that somebody runs on the tickets there are.
 *
 * @param rule its name then
 * @param print the rule's fingerprint then; another rule than that is not run on
 * @param expected how many tickets matched when it began
 * @param lastTicket the last one there was when it began
 * @param doneTo up to this ticket all has been done
 * @param fired how many of them it has fired on
 * @param endedAt null while it is under way
 * @param stopped why it ended before its end; null when it did not
 */
public record RuleRun(
        long id,
        long ruleId,
        String rule,
        String print,
        Actor actor,
        Instant begunAt,
        int expected,
        long lastTicket,
        long doneTo,
        int fired,
        @Nullable Instant endedAt,
        @Nullable String stopped) {}
