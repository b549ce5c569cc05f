package dev.roundtrip.setup;

/**
 * Something in a setup file that is kept as it is, and that a person should look at.
 *
 * @param file as it was named by whoever applies it
 * @param line from 1
 * @param column from 1, in characters
 * @param message names the key and what is odd about it; never a secret
 */
public record SetupWarning(String file, int line, int column, String message) {

    /** {@code desk.yaml:12:5: warning: callouts[0].url sends credentials over http://, …} */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": warning: " + message;
    }
}
