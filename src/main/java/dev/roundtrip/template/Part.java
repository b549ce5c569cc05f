package dev.roundtrip.template;

import java.time.Duration;
import java.util.List;

/** A piece of a parsed template. Where a value lands was decided when it was parsed. */
sealed interface Part {
    /** Text to be sent as it stands. */
    record Literal(String text) implements Part {}

    /** A value, by its canonical name. */
    record Value(String name, Place place) implements Part {}

    /** A secret, by its canonical name without "secret.". */
    record Secret(String name, Place place) implements Part {}

    /** The present moment, and a span later or earlier. */
    record Now(Duration span, Place place) implements Part {}

    /** Parts that are there if there is a value, or, inverted, if there is none. */
    record Section(String name, boolean inverted, List<Part> parts) implements Part {
        public Section {
            parts = List.copyOf(parts);
        }
    }
}
