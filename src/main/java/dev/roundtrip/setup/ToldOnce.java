package dev.roundtrip.setup;

import com.fasterxml.jackson.annotation.JsonValue;

/** A secret that is drawn for somebody and told in one answer: not in the log of it, where the framework shows what it hands over. */
public record ToldOnce(@JsonValue String text) {
    @Override
    public String toString() {
        return Secret.MASK;
    }
}
