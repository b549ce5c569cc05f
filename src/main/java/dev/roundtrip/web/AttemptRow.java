package dev.roundtrip.web;

import org.jspecify.annotations.Nullable;

/**
 * One attempt in the table of a delivery.
 *
 * @param took null while it runs, or when nobody knows
 * @param meaning what a person may make of it
 * @param error what went wrong, always English
 * @param parts how long each part took
 */
record AttemptRow(
        int number,
        boolean shown,
        Badge badge,
        Moment started,
        @Nullable String took,
        @Nullable String address,
        @Nullable String meaning,
        @Nullable String error,
        String parts) {}
