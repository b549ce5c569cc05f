package dev.roundtrip.callout;

/**
 * Whose turn a delivery is among those of its ticket.
 *
 * @param place orders the deliveries at one version of the ticket: ({@code version}, {@code place}) grows with every call for the same
 *     ticket; 0 to {@value #PLACES} - 1
 * @param first whether it is sure that no other delivery of the callout and the ticket was promised before, so that nobody needs to look
 */
public record Turn(int place, boolean first) {
    public static final int PLACES = 1_000_000;

    public Turn {
        if (place < 0 || place >= PLACES) {
            throw new IllegalArgumentException("place %d: 0 to %d".formatted(place, PLACES - 1));
        }
    }
}
