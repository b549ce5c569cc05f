package dev.roundtrip.web;

import org.jspecify.annotations.Nullable;

/**
 * A field of a ticket and what it holds.
 *
 * @param value null for nothing
 * @param said who or what stands behind it, under the value
 */
record Fact(String name, @Nullable String value, @Nullable String said) {
    static Fact of(String name, @Nullable String value) {
        return new Fact(name, value, null);
    }
}
