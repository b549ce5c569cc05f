package dev.roundtrip.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a value reads as text, before it is escaped for its place. */
public final class ValueText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);

    /** "1e999999999" is eleven characters and a gigabyte; plain figures end here. */
    private static final int MOST_DIGITS = 1_000;

    private ValueText() {}

    /** Times as ISO 8601 with offset and milliseconds, numbers without an exponent (up to 1,000 digits), the rest as it is. */
    public static String of(Object value, ZoneId zone) {
        return switch (value) {
            case String text -> text;
            case Boolean truth -> truth.toString();
            case Long number -> number.toString();
            case Integer number -> number.toString();
            case BigInteger number -> number.toString();
            case BigDecimal number -> figures(number);
            case Double number -> figures(BigDecimal.valueOf(number).stripTrailingZeros());
            case Instant time -> TIME.format(time.atZone(zone));
            default -> throw new IllegalArgumentException("a value of " + value.getClass() + " has no text form");
        };
    }

    private static String figures(BigDecimal number) {
        boolean handy = Math.abs((long) number.scale()) + number.precision() <= MOST_DIGITS;
        return handy ? number.toPlainString() : number.toString();
    }

    /** Whether there is a value: not null, and not only white space of any kind. What a ticket means by that, said again: this room names nobody. */
    static boolean isPresent(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case String text -> !text.codePoints().allMatch(ValueText::isBlank);
            default -> true;
        };
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85 || c == 0x200b || c == 0xfeff;
    }

    /** The length in UTF-8, for text without half surrogate pairs. */
    public static long bytes(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // a surrogate is half of four bytes
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
