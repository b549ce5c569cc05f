package dev.roundtrip.web;

import org.jspecify.annotations.Nullable;

/**
 * One attempt on the clock: made, next, or planned for later.
 *
 * @param tone class of the mark; {@code later} for what is planned
 * @param icon null shows the number
 */
record Step(
        int number,
        String tone,
        @Nullable String icon,
        Moment at,
        @Nullable String word,
        @Nullable String took) {}
