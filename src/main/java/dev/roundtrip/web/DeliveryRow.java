package dev.roundtrip.web;

import org.jspecify.annotations.Nullable;

/**
 * A delivery in the list.
 *
 * @param open whether it waits or is held, so that it can be tried now or cancelled
 * @param next the next attempt; null if none is planned
 * @param answer the last one, null if there was none
 */
record DeliveryRow(
        String id,
        Badge badge,
        boolean open,
        String callout,
        String ticketNumber,
        Moment triggered,
        Ladder ladder,
        @Nullable Moment next,
        @Nullable LastAnswer answer) {}
