package dev.roundtrip.field;

import java.util.Locale;

/** A field that has a column of its own: an enum's constant, whose name is the column's. */
public interface StoredField extends EntityField {
    /** The constant's: {@code COMPANY_ID}. */
    String name();

    /** The alias by which statements call its table. */
    String alias();

    /** {@code company_id} */
    default String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    default String expression() {
        return alias() + "." + column();
    }
}
