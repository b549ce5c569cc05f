package dev.roundtrip.web;

import dev.roundtrip.delivery.DeliveryFigures;
import dev.roundtrip.delivery.Lengths;
import java.time.Instant;
import java.util.List;

/**
 * What the dashboard tells of a span, before it is put into words.
 *
 * @param since where the span begins: on a whole part of it
 * @param created tickets; {@code done} too
 */
record Figures(
        Instant since,
        long created,
        long done,
        List<DeliveryFigures.Slot> ended,
        Lengths lengths,
        List<DeliveryFigures.Open> open,
        List<DeliveryFigures.GivenUp> givenUp) {}
