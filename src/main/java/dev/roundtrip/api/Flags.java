package dev.roundtrip.api;

import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.FieldType;

/** Some fields of the original hold 1 and 0 where others of that name hold true and false. Clients write what they know of the others. */
final class Flags {
    private Flags() {}

    /** True and false as 1 and 0 for a number that is one of these two; everything else as it is. */
    static Object asHeld(EntityField field, Object value) {
        if (field.type() == FieldType.NUMBER
                && field.spec().fixed().size() == 2
                && field.spec().offers(0)
                && field.spec().offers(1)) {
            return switch (value.toString().strip().toLowerCase(java.util.Locale.ROOT)) {
                case "true" -> 1L;
                case "false" -> 0L;
                default -> value;
            };
        }
        return value;
    }
}
