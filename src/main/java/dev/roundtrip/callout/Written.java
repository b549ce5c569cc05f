package dev.roundtrip.callout;

import dev.roundtrip.delivery.NewDelivery;
import dev.roundtrip.template.Text;
import dev.roundtrip.ticket.Ticket;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was written, or as far as that was possible.
 *
 * @param givenUp why it cannot be sent at all, null if it can
 */
record Written(FrozenRequest request, @Nullable String givenUp) {

    /** Nothing could be written; the delivery is given up at once, and the log says why. */
    static Written impossible(Callout callout, String reason) {
        return new Written(
                new FrozenRequest(callout.method(), Text.of(""), Map.of(), null, null),
                "could not be written: " + reason);
    }

    NewDelivery promise(String id, Callout callout, Ticket ticket, Turn turn) {
        return new NewDelivery(
                id,
                callout.lane(),
                callout.name(),
                ticket.id(),
                ticket.ticketNumber(),
                callout.lane() + "/" + ticket.id(),
                (long) ticket.version() * Turn.PLACES + turn.place(),
                turn.first(),
                request.encode(),
                givenUp);
    }
}
