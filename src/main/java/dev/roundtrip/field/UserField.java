package dev.roundtrip.field;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A user-defined field of tickets.
 *
 * @param id 0 before it is stored
 * @param name unique without case
 * @param choices what a list offers; empty for other types
 * @param defaultValue what a new ticket that names none gets
 * @param active inactive ones keep their values, and neither take nor show them
 */
public record UserField(
        long id,
        String name,
        Type type,
        List<String> choices,
        @Nullable String defaultValue,
        @Nullable String description,
        boolean active) {

    /** How its values read; all are carried as strings. */
    public enum Type {
        /** at most 1,000 characters on one line; line breaks become a space */
        TEXT("text"),
        /** at most 128 KiB */
        MULTI_LINE_TEXT("multi-line-text"),
        /** a decimal number, point as separator */
        NUMBER("number"),
        /** {@code 2026-11-25}, or a time with offset */
        DATE("date"),
        /** one of the choices */
        LIST("list");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        /** As what its values are compared. */
        public FieldType compared() {
            return switch (this) {
                case TEXT, MULTI_LINE_TEXT, LIST -> FieldType.TEXT;
                case NUMBER -> FieldType.DECIMAL;
                case DATE -> FieldType.TIME;
            };
        }

        public static Type of(String word) {
            for (var type : values()) {
                if (type.word.equals(word)) {
                    return type;
                }
            }
            throw new IllegalArgumentException(
                    "field type \"" + word + "\": use text, multi-line-text, number, date or list");
        }
    }

    /** Most active fields a desk may have. */
    public static final int MOST_ACTIVE = 300;

    public UserField {
        name = name.strip();
        if (name.isEmpty() || name.length() > 100 || name.chars().anyMatch(c -> c < ' ' || c == '{' || c == '}')) {
            throw new IllegalArgumentException(
                    "field name \"" + name + "\": 1 to 100 characters, no line breaks and no braces");
        }
        choices = List.copyOf(choices);
        if (type == Type.LIST && choices.isEmpty()) {
            throw new IllegalArgumentException("field \"" + name + "\": a list needs at least one value");
        }
        if (type != Type.LIST && !choices.isEmpty()) {
            throw new IllegalArgumentException("field \"" + name + "\": only a list has values");
        }
    }

    /** By which it is found: names are equal without case. */
    public String key() {
        return keyOf(name);
    }

    public static String keyOf(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
