package dev.roundtrip.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ticket in the list.
 *
 * @param triggered how its deliveries stand, what needs a look first
 */
record TicketRow(
        long id,
        String number,
        String title,
        String company,
        String status,
        String priority,
        @Nullable String queue,
        @Nullable String resource,
        Moment lastActivity,
        List<Badge> triggered) {}
