package dev.roundtrip.field;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns values as they come (strings, numbers, flags) into values as a row holds them, or says what is wrong with them.
 * Pure.
 */
public final class FieldValues {
    private static final DateTimeFormatter API_TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}(\\.0+)?");
    /** What breaks a line, or nobody sees in it. The zero character is refused elsewhere. */
    private static final String OF_NO_LINE = "[\\p{Cc}\\u2028\\u2029&&[^\\x00]]";

    private static final Pattern CONTROL = Pattern.compile(OF_NO_LINE);
    private static final Pattern SPACE = Pattern.compile("[\\s" + OF_NO_LINE + "]++");

    private FieldValues() {}

    /**
     * Whether it is no value: null, empty, or white space of any kind. To that belong no-break spaces, and what has no width: nobody sees
     * that anything is there.
     */
    public static boolean isNoValue(@Nullable String text) {
        return text == null
                || text.codePoints()
                        .allMatch(c -> Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || c == 0x85
                                || c == 0x200b
                                || c == 0xfeff);
    }

    /** The same of a value as it came. */
    public static boolean saysNothing(Optional<Object> raw) {
        return raw.isEmpty() || (raw.get() instanceof String text && isNoValue(text));
    }

    /** What was wrong with one value. The message names field, value and what would be right. */
    public static final class WrongValue extends RuntimeException {
        public WrongValue(String message) {
            super(message);
        }
    }

    /** @throws WrongValue when {@code raw} is not of the field's type, too long, or holds characters no store can keep */
    public static Optional<Object> typed(EntityField field, Optional<Object> raw) {
        var given = field.spec().onOneLine() ? raw.map(v -> v instanceof String s ? onOneLine(s) : v) : raw;
        if (saysNothing(given)) {
            return Optional.empty();
        }
        return given.map(value -> switch (field.type()) {
            case NUMBER -> number(field.apiName(), value);
            case DECIMAL -> decimal(field.apiName(), value).doubleValue();
            case FLAG -> flag(field.apiName(), value);
            case TIME -> time(field.apiName(), value);
            case TEXT -> text(field, value);
        });
    }

    /**
     * A value of that type as a search compares it; a text may be of any length.
     *
     * @throws WrongValue when {@code raw} is not of that type, or holds characters that no stored text can hold
     */
    public static Object typed(String name, FieldType type, Object raw) {
        return switch (type) {
            case NUMBER -> number(name, raw);
            case DECIMAL -> decimal(name, raw).doubleValue();
            case FLAG -> flag(name, raw);
            case TIME -> time(name, raw);
            case TEXT -> {
                var text = raw.toString();
                storable(name, text);
                yield text;
            }
        };
    }

    /** The same for a user-defined field; dates and numbers are brought to one spelling. */
    public static Optional<String> typed(UserField field, Optional<Object> raw) {
        var text =
                raw.map(v -> v instanceof Instant i ? shown(i) : v.toString()).filter(v -> !isNoValue(v));
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var value = text.get();
        storable(field.name(), value);
        return Optional.of(
                switch (field.type()) {
                    case TEXT -> {
                        var line = CONTROL.matcher(value).find() ? onOneLine(value) : value;
                        atMost(field.name(), line, 1000);
                        yield line;
                    }
                    case MULTI_LINE_TEXT -> {
                        atMostBytes(field.name(), value);
                        yield value;
                    }
                    case NUMBER -> plain(decimal(field.name(), value));
                    case DATE -> date(field.name(), value.strip());
                    case LIST ->
                        field.choices().stream()
                                .filter(choice -> choice.equalsIgnoreCase(value.strip()))
                                .findFirst()
                                .orElseThrow(() -> new WrongValue("%s: \"%s\" is not in the list; use %s"
                                        .formatted(
                                                field.name(), shortened(value), String.join(", ", field.choices()))));
                });
    }

    /** As the API and history write a value. */
    public static String shown(Object value) {
        return value instanceof Instant time
                ? API_TIME.format(time)
                : value instanceof Double d ? plain(BigDecimal.valueOf(d)) : value.toString();
    }

    /** @throws WrongValue for a zero character or half a surrogate pair: PostgreSQL cannot keep the one, UTF-8 not the other */
    public static void storable(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0) {
                throw new WrongValue(name + ": holds a zero character (\\u0000) at position " + i
                        + ", which cannot be stored; leave it out");
            }
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < value.length()
                        && Character.isLowSurrogate(value.charAt(i + 1))) {
                    i++;
                } else {
                    throw new WrongValue(
                            "%s: holds half of a surrogate pair (\\u%04x) at position %d, which is no character; leave it out"
                                    .formatted(name, (int) c, i));
                }
            }
        }
    }

    /** Line breaks, tabs and other control characters, with the white space around them, become one space. */
    public static String onOneLine(String text) {
        // Run by run: one pattern for breaks and blanks would look at each blank of a long run as often as there are
        // blanks in it.
        return SPACE.matcher(text)
                .replaceAll(run -> CONTROL.matcher(run.group()).find() ? " " : run.group())
                .strip();
    }

    public static void atMost(String name, String value, int characters) {
        var length = value.codePointCount(0, value.length());
        if (length > characters) {
            throw new WrongValue("%s: %,d characters; at most %,d fit".formatted(name, length, characters));
        }
    }

    public static void atMostBytes(String name, String value) {
        if (value.length() * 3L > EntityField.LONG_TEXT_BYTES) {
            var bytes = value.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > EntityField.LONG_TEXT_BYTES) {
                throw new WrongValue(
                        "%s: %,d bytes; at most %,d fit".formatted(name, bytes, EntityField.LONG_TEXT_BYTES));
            }
        }
    }

    /** An instant from what clients send; without an offset it is UTC, as the API says. Null when it is no time. */
    public static @Nullable Instant instant(String text, ZoneId zoneOfPlainDates) {
        var t = text.strip();
        try {
            if (t.length() == 10) {
                return LocalDate.parse(t).atStartOfDay(zoneOfPlainDates).toInstant();
            }
            var time = t.replace(' ', 'T');
            return (hasOffset(time)
                            ? OffsetDateTime.parse(time).toInstant()
                            : LocalDateTime.parse(time).toInstant(ZoneOffset.UTC))
                    .truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static boolean hasOffset(String time) {
        return time.endsWith("Z") || time.endsWith("z") || time.indexOf('+') > 10 || time.indexOf('-', 10) > 0;
    }

    private static Object text(EntityField field, Object raw) {
        if (raw instanceof Iterable || raw instanceof java.util.Map) {
            throw new WrongValue(field.apiName() + ": a text is needed");
        }
        var value = raw instanceof Instant time ? shown(time) : raw.toString();
        storable(field.apiName(), value);
        if (field.length() == 0) {
            atMostBytes(field.apiName(), value);
        } else {
            atMost(field.apiName(), value, field.length());
        }
        return value;
    }

    private static Long number(String name, Object raw) {
        var text = raw instanceof BigDecimal decimal
                ? decimal.toPlainString()
                : raw.toString().strip();
        if (raw instanceof Boolean || !WHOLE.matcher(text).matches()) {
            throw new WrongValue("%s: \"%s\" is not a whole number".formatted(name, shortened(text)));
        }
        var point = text.indexOf('.');
        return Long.valueOf(point < 0 ? text : text.substring(0, point));
    }

    private static BigDecimal decimal(String name, Object raw) {
        try {
            var number = new BigDecimal(raw.toString().strip());
            if (Math.abs(number.scale()) > 100 || number.precision() > 100) {
                throw new WrongValue(
                        "%s: \"%s\" has more digits than can be kept".formatted(name, shortened(raw.toString())));
            }
            return number;
        } catch (NumberFormatException e) {
            throw new WrongValue(
                    "%s: \"%s\" is not a number, such as 3 or 2.5".formatted(name, shortened(raw.toString())));
        }
    }

    private static Boolean flag(String name, Object raw) {
        return switch (raw.toString().strip().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default ->
                throw new WrongValue("%s: \"%s\" is neither true nor false".formatted(name, shortened(raw.toString())));
        };
    }

    private static Instant time(String name, Object raw) {
        if (raw instanceof Instant time) {
            return time.truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        }
        var time = instant(raw.toString(), ZoneOffset.UTC);
        if (time == null
                || time.isBefore(Instant.EPOCH.minusSeconds(3_000_000_000L))
                || time.isAfter(Instant.parse("9999-12-31T00:00:00Z"))) {
            throw new WrongValue("%s: \"%s\" is not a time, such as 2026-11-25T14:00:00Z"
                    .formatted(name, shortened(raw.toString())));
        }
        return time;
    }

    /** Of the years 1 to 9999: with four digits, dates sort as they are written. */
    private static String date(String name, String value) {
        var time = instant(value, ZoneOffset.UTC);
        var year = time == null ? 0 : time.atOffset(ZoneOffset.UTC).getYear();
        if (time == null || year < 1 || year > 9999) {
            throw new WrongValue("%s: \"%s\" is not a date, such as 2026-11-25".formatted(name, shortened(value)));
        }
        return value.length() == 10 ? value : shown(time);
    }

    private static String plain(BigDecimal number) {
        var stripped = number.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }

    private static String shortened(String value) {
        return value.length() <= 60
                ? value
                : value.substring(0, Character.isHighSurrogate(value.charAt(59)) ? 59 : 60) + "…";
    }
}
