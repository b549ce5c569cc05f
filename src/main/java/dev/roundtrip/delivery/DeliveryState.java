package dev.roundtrip.delivery;

/** Where a delivery stands; the drawing is in docs/delivery-states.md. */
public enum DeliveryState {
    /** waits for a person, or for its lane to be opened again: {@link HeldFor} */
    HELD("held", false),
    /** waits for its time, for its turn or for room in its lane */
    WAITING("waiting", false),
    /** an attempt is under way, or was when the process died */
    RUNNING("running", false),
    DELIVERED("delivered", true),
    GIVEN_UP("given-up", true),
    CANCELLED("cancelled", true);

    private final String word;
    private final boolean end;

    DeliveryState(String word, boolean end) {
        this.word = word;
        this.end = end;
    }

    /** As the store and the API spell it. */
    public String word() {
        return word;
    }

    /** Nothing follows by itself. */
    public boolean isEnd() {
        return end;
    }

    /** @throws IllegalArgumentException naming the words that are known */
    public static DeliveryState of(String word) {
        for (var state : values()) {
            if (state.word.equals(word)) {
                return state;
            }
        }
        throw new IllegalArgumentException(
                "state \"" + word + "\": use held, waiting, running, delivered, given-up or cancelled");
    }
}
