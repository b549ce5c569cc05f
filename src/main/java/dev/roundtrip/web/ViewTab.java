package dev.roundtrip.web;

import org.jspecify.annotations.Nullable;

/**
 * A view of a list, as a tab above it.
 *
 * @param id of one that the person keeps; null for those that everybody has
 * @param tally how many it shows; null where nobody counts
 */
record ViewTab(
        @Nullable Long id,
        String name,
        String address,
        boolean current,
        @Nullable String tally) {}
