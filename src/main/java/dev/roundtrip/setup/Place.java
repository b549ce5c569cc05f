package dev.roundtrip.setup;

import java.util.Comparator;

/** Where something stands in a setup file: line and column, both from 1, the column in characters. */
record Place(int line, int column) {
    static final Place START = new Place(1, 1);
    static final Comparator<Place> IN_ORDER =
            Comparator.comparingInt(Place::line).thenComparingInt(Place::column);
}
