package dev.roundtrip.trouble;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A moment as people are told it: by the desk's clock, with its zone, to the second. */
final class TellingTime {
    private TellingTime() {}

    static String text(Instant at, ZoneId zone, Locale language) {
        var pattern = language.getLanguage().equals("de") ? "d. MMM yyyy, HH:mm:ss" : "d MMM yyyy, HH:mm:ss";
        return DateTimeFormatter.ofPattern(pattern, language).format(at.atZone(zone)) + " (" + zone.getId() + ")";
    }
}
