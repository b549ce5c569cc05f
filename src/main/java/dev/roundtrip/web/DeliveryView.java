package dev.roundtrip.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the page of one delivery tells.
 *
 * @param headline what happened, in one line
 * @param story the same in full
 * @param error why it ended, always English
 * @param policy how it is tried again
 * @param steps the attempts on the clock; empty when they are too many to draw
 * @param attempts the newest first
 * @param shown number of the attempt that {@code exchange} belongs to
 */
record DeliveryView(
        String id,
        Badge badge,
        String callout,
        String ticketNumber,
        String headline,
        @Nullable String story,
        @Nullable String error,
        String policy,
        List<Step> steps,
        List<AttemptRow> attempts,
        int shown,
        @Nullable Exchange exchange) {}
