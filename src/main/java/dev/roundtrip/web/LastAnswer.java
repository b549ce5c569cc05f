package dev.roundtrip.web;

import org.jspecify.annotations.Nullable;

/**
 * What came back last, in words.
 *
 * @param code the status, if there was one
 * @param error the words of the far end or of what went wrong on the way, always English
 * @param words ours
 */
record LastAnswer(
        @Nullable String code,
        @Nullable String error,
        @Nullable String words) {}
