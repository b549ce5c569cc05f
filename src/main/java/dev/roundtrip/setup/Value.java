package dev.roundtrip.setup;

/**
 * A text of the file and where it stands.
 *
 * @param path {@code rules[0].if[1].value}
 */
record Value(String path, String text) {
    @Override
    public String toString() {
        return text;
    }
}
