package dev.roundtrip.testing;

import java.util.List;

/** Texts that a column gives back only when nobody has laid hands on them. */
public final class OddTexts {
    /** Two lines with every kind of quote and bracket, wide characters, and what a statement or a template would read as its own. */
    public static final String ONE =
            "\r\nHe said \"it's 100 % full\"; 'C:\\temp\\' -- {{ticket.title}} :name ?1 $1 \u00e4\u0130\u00df \u0001\u007f \ud83d\udd25\u200d\ud83d\udc4b\u0301 \t";

    /** 64 KiB, of characters of every length. */
    public static final String LONG = "a\u00e4\u20ac\ud83d\udd25 ".repeat(64 * 1024 / 11);

    public static final List<String> ALL = List.of("", " ", "null", "NULL", "0", ONE, LONG);

    private OddTexts() {}
}
