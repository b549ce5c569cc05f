package dev.roundtrip.template;

import org.jspecify.annotations.Nullable;

/** What a template is filled with: the ticket and what belongs to it, as it stood when the rule fired. */
@FunctionalInterface
public interface Values {

    /**
     * The value of a name in its canonical form (see {@link Names}): a {@code String}, a whole number ({@code Long},
     * {@code Integer}, {@code BigInteger}), a {@code BigDecimal}, a {@code Double}, a {@code Boolean}, an {@code Instant}, or null for
     * no value.
     */
    @Nullable
    Object value(String name);
}
