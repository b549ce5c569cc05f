package dev.roundtrip.field;

/** What kind of value a field holds, and the Java type that carries it. */
public enum FieldType {
    /** {@code Long} */
    NUMBER,
    /** {@code Double} */
    DECIMAL,
    /** {@code String} */
    TEXT,
    /** {@code java.time.Instant}, to the millisecond */
    TIME,
    /** {@code Boolean} */
    FLAG
}
