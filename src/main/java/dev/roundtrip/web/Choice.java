package dev.roundtrip.web;

/** One of those that a list offers. */
record Choice(String value, String text) {}
