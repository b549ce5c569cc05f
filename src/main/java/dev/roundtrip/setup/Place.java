package dev.roundtrip.setup;

/** Where something stands in a setup file: line and column, both from 1, the column in characters. */
record Place(int line, int column) {
    static final Place START = new Place(1, 1);
}
