package dev.roundtrip.web;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a sentence, with the space that is around it.
 *
 * @param tone the class that shows it. {@code kw}: a word that the sentence is built of; {@code nm}: what has that name on the desk; null: the rest
 * @param address what it leads to
 */
record Piece(@Nullable String tone, String text, @Nullable String address) {
    private static final String KEY = "kw";
    private static final String NAME = "nm";

    static Piece plain(String text) {
        return new Piece(null, text, null);
    }

    static Piece key(String text) {
        return new Piece(KEY, text, null);
    }

    static Piece name(String text) {
        return new Piece(NAME, text, null);
    }

    static Piece link(String text, String address) {
        return new Piece(NAME, text, address);
    }

    boolean isPlain() {
        return tone == null;
    }

    boolean isKey() {
        return KEY.equals(tone);
    }

    /** All of them, read out. */
    static String text(List<Piece> pieces) {
        return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }
}
