package dev.roundtrip.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The desk's practice receiver, as its page needs it: another door, which pages do not name. */
public interface Practice {
    /**
     * A request that it got.
     *
     * @param signature state of the check: {@code none}, {@code right}, {@code wrong}, …
     * @param checked the same in a sentence, English
     * @param answered a status, {@code slow} or {@code hang-up}
     */
    record Request(
            Instant at,
            String method,
            String target,
            Map<String, List<String>> headers,
            String body,
            String signature,
            String checked,
            String answered) {}

    /** @param closedAt null as long as no request was taken that names its ticket */
    record Alert(
            String ticketNumber,
            long ticketId,
            Instant raisedAt,
            @Nullable Instant closedAt) {}

    /** @param answers still to come; the last one goes on */
    record Kept(List<Request> requests, List<String> answers, List<Alert> alerts) {}

    boolean isOn();

    /** Whether the operator has it on, and nobody can switch it off. */
    boolean isOperators();

    void turn(boolean on);

    List<String> names();

    /**
     * The oldest first.
     *
     * @throws IllegalArgumentException for one name too many
     */
    Kept kept(String name);

    /** @throws IllegalArgumentException naming the answer that is none */
    void tell(String name, List<String> answers);

    /** The number of the next alert of that name, from 1; each is drawn once. */
    int nextAlert(String name);

    /** From now on an alert about that ticket is open there. */
    void raise(String name, Alert alert);
}
