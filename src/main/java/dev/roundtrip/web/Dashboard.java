package dev.roundtrip.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The round trip at a glance.
 *
 * @param state another one whenever the figures were found out anew
 * @param createdAddress where tickets of these days are listed
 * @param open how many tickets are; capped
 * @param chart its numbers for the script that draws them, as JSON
 * @param slots the same for the table, the newest first
 */
record Dashboard(
        String span,
        String state,
        Moment asOf,
        long created,
        String createdAddress,
        String open,
        long done,
        List<Outcome> outcomes,
        @Nullable String median,
        @Nullable String most,
        List<Bar> lengths,
        List<Trouble> troubles,
        Totals totals,
        String chart,
        List<SlotRow> slots) {

    /** Deliveries in a state, and where they are listed. */
    record Outcome(Badge badge, long deliveries, String address) {}

    /** @param width of 100 */
    record Bar(String label, int deliveries, int width) {}

    record Totals(int first, int later, int givenUp, int cancelled) {}

    record SlotRow(Moment from, int first, int later, int givenUp, int cancelled) {}

    /**
     * What somebody should look at.
     *
     * @param calloutId null where the callout is gone
     * @param age for how long, in words
     * @param next when the next attempt is due; null where none is
     * @param address where its deliveries are listed
     */
    record Trouble(
            String callout,
            @Nullable Long calloutId,
            Badge badge,
            Moment since,
            String age,
            int deliveries,
            @Nullable Moment next,
            @Nullable LastAnswer answer,
            @Nullable String delivery,
            String address) {}
}
