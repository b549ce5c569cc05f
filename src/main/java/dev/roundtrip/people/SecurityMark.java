package dev.roundtrip.people;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How far the security log had come: kept elsewhere, it tells later whether all up to there is still what it was.
 *
 * @param id of an event; 0 before the first
 * @param hash of that event; empty before the first
 */
public record SecurityMark(long id, String hash) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

    /** As a person keeps it: {@code 1234:9f86…}. Empty for what is none. */
    public static Optional<SecurityMark> of(String text) {
        var matcher = WRITTEN.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(new SecurityMark(Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    public String text() {
        return id + ":" + hash;
    }
}
