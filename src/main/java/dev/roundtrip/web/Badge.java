package dev.roundtrip.web;

/**
 * A state as the pages show it. The word says it; colour and icon repeat it.
 *
 * @param tone the class that colours it: ok, wait, send, fail, unsure, idle
 * @param icon a symbol of icons.svg
 */
record Badge(String tone, String icon, String word) {}
