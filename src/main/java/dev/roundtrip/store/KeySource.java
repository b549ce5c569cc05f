package dev.roundtrip.store;

import java.nio.file.Path;

/** Where the operator keeps the keys that secrets are sealed with. */
public sealed interface KeySource {
    /** A file of theirs, which may be written anew while the desk runs. */
    record Kept(Path file) implements KeySource {}

    /** The keys themselves, as they stood in the environment. They do not show themselves. */
    record Given(String keys) implements KeySource {
        @Override
        public String toString() {
            return "Given";
        }
    }
}
