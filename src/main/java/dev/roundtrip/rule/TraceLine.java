package dev.roundtrip.rule;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roundtrip.callout.Fired;
import dev.roundtrip.notify.Recipient;
import dev.roundtrip.notify.Told;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One rule in a trace. Kept and answered as JSON, members without content left out; so its components' names are a promise.
 *
 * @param rule its name then
 * @param fired whether it fired and what it did stands
 * @param failed the first condition that did not hold
 * @param skipped why it was not run: it is broken, or one more in a sequence, or after one change, than may run
 * @param undone why what it did was taken back
 * @param updates the fields it set
 * @param notes the titles of the notes it added
 * @param tickets those it created
 * @param notices whom it told something
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TraceLine(
        long ruleId,
        String rule,
        boolean fired,
        @Nullable FailedCondition failed,
        @Nullable String skipped,
        @Nullable String undone,
        List<Updated> updates,
        List<String> notes,
        List<Created> tickets,
        List<Notified> notices,
        List<CalledOut> callouts) {

    /** @param value null when it was cleared */
    public record Updated(
            String attribute,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Object value) {}

    /** A ticket that a rule created. */
    public record Created(long ticketId, String ticketNumber) {}

    /**
     * A callout that a rule executed: one of the last two is there.
     *
     * @param callout its name then
     * @param skipped why nothing is sent
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record CalledOut(
            String callout,
            long calloutId,
            @Nullable String deliveryId,
            @Nullable String skipped) {

        static CalledOut of(String callout, long calloutId, Fired fired) {
            return switch (fired) {
                case Fired.Promised(var delivery) -> new CalledOut(callout, calloutId, delivery, null);
                case Fired.Skipped(var reason) -> new CalledOut(callout, calloutId, null, reason);
            };
        }
    }

    /**
     * Somebody whom a rule told something, or did not.
     *
     * @param who as the rule names them: {@code assigned-resource}, a login, an address
     * @param name the login or address of who that is
     * @param deliveryId of the mail; null where none went out
     * @param chatId the delivery of the chat message; null where none went out
     * @param skipped why nobody is told; then all but {@code who} is left out
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Notified(
            String who,
            @Nullable String name,
            @Nullable Long noticeId,
            @Nullable String deliveryId,
            @Nullable String chatId,
            @Nullable String skipped) {

        static Notified of(Told told, Function<Recipient, String> words) {
            return switch (told) {
                case Told.Noticed(var who, var name, var notice, var mail, var chat) ->
                    new Notified(words.apply(who), name, notice, mail, chat, null);
                case Told.Skipped(var who, var reason) ->
                    new Notified(words.apply(who), null, null, null, null, reason);
            };
        }
    }

    public TraceLine {
        updates = List.copyOf(updates);
        notes = List.copyOf(notes);
        tickets = List.copyOf(tickets);
        notices = List.copyOf(notices);
        callouts = List.copyOf(callouts);
    }

    static TraceLine fired(
            Rule rule,
            List<Updated> updates,
            List<String> notes,
            List<Created> tickets,
            List<Notified> notices,
            List<CalledOut> callouts) {
        return new TraceLine(
                rule.id(), rule.name(), true, null, null, null, updates, notes, tickets, notices, callouts);
    }

    static TraceLine failed(Rule rule, FailedCondition failed) {
        return notFired(rule, failed, null, null);
    }

    static TraceLine skipped(Rule rule, String reason) {
        return notFired(rule, null, reason, null);
    }

    static TraceLine undone(Rule rule, String reason) {
        return notFired(rule, null, null, reason);
    }

    private static TraceLine notFired(
            Rule rule, @Nullable FailedCondition failed, @Nullable String skipped, @Nullable String undone) {
        return new TraceLine(
                rule.id(),
                rule.name(),
                false,
                failed,
                skipped,
                undone,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
