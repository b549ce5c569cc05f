package dev.roundtrip.web;

import org.jspecify.annotations.Nullable;

/**
 * A part of a form that is shown by itself.
 *
 * @param id of the part
 * @param mistakes how many there are in it to mend
 * @param count of what it lists; 0 shows none
 * @param warning what to look at in it though it is not wrong; empty for nothing now, null where there never is something
 */
record Tab(
        String id,
        String text,
        int mistakes,
        int count,
        @Nullable String warning) {
    Tab(String id, String text, int mistakes, int count) {
        this(id, text, mistakes, count, null);
    }
}
