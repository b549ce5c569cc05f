package dev.roundtrip.directory;

import java.time.ZoneId;

/**
 * What the desk says of itself.
 *
 * @param domain sent in callouts, as it is written
 * @param zone days of ticket numbers, dates alone, and times in callouts are in this zone
 * @param language {@code en} or {@code de}: what people get who have not chosen
 */
public record DeskSettings(String domain, ZoneId zone, String language) {
    public static final DeskSettings FRESH = new DeskSettings("ROUNDTRIP.LOCAL", ZoneId.of("UTC"), "en");

    public DeskSettings {
        if (domain.isBlank() || domain.length() > 255 || domain.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("domain \"" + domain + "\": 1 to 255 characters on one line");
        }
        if (!language.equals("en") && !language.equals("de")) {
            throw new IllegalArgumentException("language \"" + language + "\": en or de");
        }
    }
}
