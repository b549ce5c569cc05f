package dev.roundtrip.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a callout tells, as its form shows it.
 *
 * @param people who can be chosen, and who is chosen and cannot be told any more
 * @param refused addresses among the others that mail does not get through to
 * @param rate how often it would tell of every delivery; null when nobody knows
 * @param mails whether there is a mail server
 * @param warning {@code unchosen} or {@code purpose} when nobody is told, {@code assigned} or {@code unreached} when it may be the
 *     administrators; null when somebody is told
 */
record TellingView(
        List<Someone> people,
        List<RefusedMail> refused,
        @Nullable String rate,
        boolean mails,
        @Nullable String warning) {

    /** Whether nobody is told, whatever happens. */
    boolean untold() {
        return "purpose".equals(warning) || "unchosen".equals(warning);
    }

    /**
     * One to choose.
     *
     * @param value as the form sends it
     * @param note an address, or what else is to be known
     * @param lost whether nothing can be told there any more
     */
    record Someone(
            String value,
            String name,
            String note,
            boolean lost,
            @Nullable RefusedMail refused) {}
}
