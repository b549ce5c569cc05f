package dev.roundtrip.setup;

import java.util.Optional;

/** A value that stands outside of the file: {@code ${env:NAME}} or {@code ${file:PATH}}. */
record Reference(Kind kind, String name) {
    enum Kind {
        ENV("env"),
        FILE("file");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /** From what stands between the braces; empty when it is no reference. */
    static Optional<Reference> of(String inside) {
        for (var kind : Kind.values()) {
            var name = inside.startsWith(kind.word + ":") ? inside.substring(kind.word.length() + 1) : "";
            if (!name.isBlank()) {
                return Optional.of(new Reference(kind, name.strip()));
            }
        }
        return Optional.empty();
    }

    static Reference file(String path) {
        return new Reference(Kind.FILE, path);
    }

    /** {@code env:NAME}: under which a client sends its value. */
    String key() {
        return kind.word + ":" + name;
    }

    /** As the file writes it. */
    @Override
    public String toString() {
        return "${" + key() + "}";
    }
}
