package dev.roundtrip.rule;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roundtrip.callout.PromisedRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule would have done in the past. Answered as JSON.
 *
 * @param from      changes since then were looked at
 * @param to        until then: now
 * @param whole     whether all of them were; else the latest alone, for there are too many
 * @param tickets   of so many tickets
 * @param changes   how many of the changes the rule listens to
 * @param fires     on how many it would have fired
 * @param broken    why it would not be run at all
 * @param whyNot    which condition kept it from the others, how often; the most frequent first
 * @param samples   the latest on which it would have fired, the last first
 */
public record Rehearsed(
        Instant from,
        Instant to,
        boolean whole,
        int tickets,
        int changes,
        int fires,
        List<String> broken,
        List<WhyNot> whyNot,
        List<Sample> samples) {
    public Rehearsed {
        broken = List.copyOf(broken);
        whyNot = List.copyOf(whyNot);
        samples = List.copyOf(samples);
    }

    /**
     * @param condition the first of the rule that did not hold, from 1; 0 for its time window
     * @param ticketNumber of one of the changes, as is {@code failed}
     */
    public record WhyNot(int condition, int changes, String ticketNumber, FailedCondition failed) {}

    /**
     * One change on which it would have fired, and what that would have come to.
     *
     * @param failed why nothing of it would have stood; null when it would have
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Sample(
            long ticketId,
            String ticketNumber,
            String title,
            Instant at,
            String event,
            String actor,
            List<TraceLine.Updated> updates,
            List<NoteText> notes,
            List<NewTicket> tickets,
            List<Notice> notices,
            List<Call> callouts,
            @Nullable String failed) {
        public Sample {
            updates = List.copyOf(updates);
            notes = List.copyOf(notes);
            tickets = List.copyOf(tickets);
            notices = List.copyOf(notices);
            callouts = List.copyOf(callouts);
        }
    }

    public record NoteText(String title, String text) {}

    /** A ticket that would be created with these fields, and the desk's defaults. */
    public record NewTicket(List<TraceLine.Updated> fields) {
        public NewTicket {
            fields = List.copyOf(fields);
        }
    }

    /** @param who as the rule names them */
    public record Notice(List<String> who, String subject, String text) {
        public Notice {
            who = List.copyOf(who);
        }
    }

    /**
     * @param request as it would be written, secrets as dots; null when nothing would be sent
     * @param skipped why nothing would be
     * @param givenUp why what was written could not be sent
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Call(
            String callout,
            long calloutId,
            @Nullable PromisedRequest request,
            @Nullable String skipped,
            @Nullable String givenUp) {}
}
