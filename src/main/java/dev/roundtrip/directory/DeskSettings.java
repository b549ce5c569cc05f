package dev.roundtrip.directory;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the desk says of itself.
 *
 * @param domain sent in callouts, as it is written
 * @param zone days of ticket numbers, dates alone, and times in callouts are in this zone
 * @param language {@code en} or {@code de}: what people get who have not chosen
 * @param businessHours by the clock on the wall of that zone
 * @param holidays days of that zone on which no hours are open, neither the desk's nor those of a rule
 */
public record DeskSettings(
        String domain, ZoneId zone, String language, OpenHours businessHours, SortedSet<LocalDate> holidays) {
    public static final DeskSettings FRESH = new DeskSettings("ROUNDTRIP.LOCAL", ZoneId.of("UTC"), "en");

    public DeskSettings(String domain, ZoneId zone, String language) {
        this(domain, zone, language, OpenHours.USUAL, Collections.emptySortedSet());
    }

    public DeskSettings {
        if (domain.isBlank() || domain.length() > 255 || domain.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("domain \"" + domain + "\": 1 to 255 characters on one line");
        }
        if (!language.equals("en") && !language.equals("de")) {
            throw new IllegalArgumentException("language \"" + language + "\": en or de");
        }
        holidays = Collections.unmodifiableSortedSet(new TreeSet<>(holidays));
    }

    /** Whether those hours are open at that moment: by this desk's zone, and on none of its holidays. */
    public boolean isOpen(OpenHours hours, Instant moment) {
        var here = moment.atZone(zone).toLocalDateTime();
        return !holidays.contains(here.toLocalDate()) && hours.contain(here);
    }

    /** The time of this desk's business hours, and none of its holidays. */
    public OpenTime businessTime() {
        return new OpenTime.Within(businessHours, zone, holidays);
    }
}
