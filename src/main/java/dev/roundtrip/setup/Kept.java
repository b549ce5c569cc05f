package dev.roundtrip.setup;

import java.util.Map;

/**
 * A record that was made or changed.
 *
 * @param besides what is told of it this once: a secret that was drawn for it, warnings
 */
record Kept<R>(R record, Map<String, Object> besides) {
    Kept(R record) {
        this(record, Map.of());
    }
}
