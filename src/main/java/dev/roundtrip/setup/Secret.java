package dev.roundtrip.setup;

/** A password, token or key of the file. It does not show itself. */
record Secret(String text) {
    static final String MASK = "•••";

    @Override
    public String toString() {
        return MASK;
    }
}
