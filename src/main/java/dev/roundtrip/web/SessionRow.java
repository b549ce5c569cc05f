package dev.roundtrip.web;

/**
 * Where somebody is signed in, as a page tells it.
 *
 * @param browser {@code Firefox on Linux}
 * @param own whether the page is asked for by it
 */
record SessionRow(long id, String browser, String began, String seen, String address, boolean own) {}
