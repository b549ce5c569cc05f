package dev.roundtrip.rule;

import dev.roundtrip.directory.DeskSettings;
import dev.roundtrip.directory.OpenHours;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a rule may fire, by the desk's time zone. On the desk's holidays no hours are open.
 *
 * @param inside whether the hours have to be open, or closed
 * @param own null for the desk's business hours
 */
public record TimeWindow(boolean inside, @Nullable OpenHours own) {
    public static final String BUSINESS_HOURS = "business-hours";

    boolean holds(Instant moment, DeskSettings desk) {
        return inside == desk.isOpen(own == null ? desk.businessHours() : own, moment);
    }

    /** {@code inside business-hours}, {@code outside mon-fri 08:00-18:00} */
    public String text() {
        return (inside ? "inside " : "outside ") + (own == null ? BUSINESS_HOURS : own.text());
    }
}
