package dev.roundtrip.template;

/** Somebody's words in an error message: on one line, and not all of them. */
final class Abbreviated {
    private static final int MOST = 80;

    private Abbreviated() {}

    static String of(String words) {
        String start = words.length() > MOST ? words.substring(0, MOST) + "…" : words;
        return Place.PLAIN.escape(start.replaceAll("[\\p{Cntrl}\\s\\x85\\u2028\\u2029]+", " "));
    }
}
