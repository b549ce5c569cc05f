package dev.roundtrip.rule;

import dev.roundtrip.field.FieldValues;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One value that can be compared. No value (empty, null, absent, white space alone) is null wherever a value may lack. */
public sealed interface Value {

    record Decimal(BigDecimal number) implements Value {
        static Decimal of(long number) {
            return new Decimal(BigDecimal.valueOf(number));
        }

        @Override
        public String text() {
            return number.stripTrailingZeros().toPlainString();
        }

        /** The same number is the same value, however many zeros follow its point. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Decimal that && number.compareTo(that.number) == 0;
        }

        @Override
        public int hashCode() {
            return number.stripTrailingZeros().hashCode();
        }
    }

    record Text(String text) implements Value {}

    record Moment(Instant at) implements Value {
        @Override
        public String text() {
            return FieldValues.shown(at);
        }
    }

    /** A date alone: a day in the desk's time zone. */
    record Day(LocalDate date) implements Value {
        @Override
        public String text() {
            return date.toString();
        }
    }

    record Flag(boolean set) implements Value {
        @Override
        public String text() {
            return Boolean.toString(set);
        }
    }

    /** As the API would write it. {@link #read} reads it again. */
    String text();

    /** What a ticket's field holds. */
    static @Nullable Value of(@Nullable Object held) {
        return switch (held) {
            case null -> null;
            case String text -> FieldValues.isNoValue(text) ? null : new Text(text);
            case Long number -> Decimal.of(number);
            case Double number -> new Decimal(BigDecimal.valueOf(number));
            case Instant at -> new Moment(at);
            case Boolean flag -> new Flag(flag);
            default -> throw new IllegalArgumentException("a ticket holds no " + held.getClass());
        };
    }

    /** What a user-defined field holds. What does not read as its kind stays a text, and equals no value of that kind. */
    static @Nullable Value held(ValueKind kind, @Nullable String text) {
        return text == null || FieldValues.isNoValue(text)
                ? null
                : read(kind, text).orElseGet(() -> new Text(text));
    }

    /**
     * Reads a value of a kind: numbers with a point, {@code true} and {@code false}, dates as {@code 2026-11-25}, times with their
     * offset ({@code 2026-11-25T14:00:00+01:00}).
     *
     * @return empty when it does not read as one
     */
    static Optional<Value> read(ValueKind kind, String text) {
        var word = text.strip();
        if (word.isEmpty()) {
            return Optional.empty();
        }
        return switch (kind) {
            case TEXT, CHOICE_WORD -> Optional.of(new Text(text));
            case CHOICE_NUMBER -> number(word).filter(n -> isWhole(n.number())).map(n -> n);
            case NUMBER -> number(word).map(n -> n);
            case FLAG ->
                switch (word.toLowerCase(Locale.ROOT)) {
                    case "true" -> Optional.of(new Flag(true));
                    case "false" -> Optional.of(new Flag(false));
                    default -> Optional.empty();
                };
            case TIME -> time(word);
        };
    }

    /** Whether it can be a value of that kind. */
    default boolean isOf(ValueKind kind) {
        return switch (this) {
            case Decimal n -> kind == ValueKind.NUMBER || (kind == ValueKind.CHOICE_NUMBER && isWhole(n.number()));
            case Text t ->
                (kind == ValueKind.TEXT || kind == ValueKind.CHOICE_WORD) && !FieldValues.isNoValue(t.text());
            case Moment m -> kind == ValueKind.TIME;
            case Day d -> kind == ValueKind.TIME;
            case Flag f -> kind == ValueKind.FLAG;
        };
    }

    /** The moment of a time, the beginning of a date alone; null of anything else. */
    default @Nullable Instant instant(ZoneId zone) {
        return switch (this) {
            case Moment moment -> moment.at();
            case Day day -> day.date().atStartOfDay(zone).toInstant();
            default -> null;
        };
    }

    private static Optional<Decimal> number(String word) {
        try {
            var number = new BigDecimal(word);
            // As many digits as a user-defined number may have: beyond, comparing would cost without end.
            return Math.abs(number.scale()) > 100 || number.precision() > 100
                    ? Optional.empty()
                    : Optional.of(new Decimal(number));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0 && number.abs().compareTo(BigDecimal.valueOf(1L << 62)) < 0;
    }

    private static Optional<Value> time(String word) {
        try {
            return Optional.of(
                    word.length() == 10
                            ? new Day(LocalDate.parse(word))
                            : new Moment(OffsetDateTime.parse(word.replace(' ', 'T'))
                                    .toInstant()
                                    .truncatedTo(ChronoUnit.MILLIS)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
