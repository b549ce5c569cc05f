package dev.roundtrip.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the page of one ticket tells of its fields.
 *
 * @param facts what everybody asks for
 * @param level what its service level promises, empty where it has none
 * @param more what else it holds
 * @param user its user-defined fields, those that are empty too
 */
record TicketView(
        long id,
        String number,
        String title,
        boolean complete,
        @Nullable String description,
        @Nullable String resolution,
        List<Fact> facts,
        List<Fact> level,
        List<Fact> more,
        List<Fact> user) {}
