package dev.roundtrip.web;

/**
 * A part of a form that is shown by itself.
 *
 * @param id of the part
 * @param mistakes how many there are in it to mend
 * @param count of what it lists; 0 shows none
 */
record Tab(String id, String text, int mistakes, int count) {}
