package dev.roundtrip.field;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a field is.
 *
 * @param readOnly set by the desk
 * @param length most characters of a text; 0 where {@link EntityField#LONG_TEXT_BYTES} rules, or the field holds no text
 * @param layout of a text
 * @param picklist the list of the desk that its numbers come from
 * @param fixed the list that its numbers come from, where no desk can shape it; else empty
 * @param reference the entity that its numbers point at, under the API's name
 */
public record FieldSpec(
        FieldType type,
        boolean readOnly,
        boolean required,
        boolean queryable,
        int length,
        Layout layout,
        @Nullable PicklistName picklist,
        List<PicklistValue> fixed,
        @Nullable String reference) {
    /** What becomes of lines in a text. */
    public enum Layout {
        /** it stays as it is */
        FREE,
        /** line breaks become a blank */
        LINE,
        /** line breaks and all other control characters do: others are to find and to write it */
        NAME
    }

    public FieldSpec {
        fixed = List.copyOf(fixed);
    }

    public static FieldSpec number() {
        return of(FieldType.NUMBER);
    }

    public static FieldSpec decimal() {
        return of(FieldType.DECIMAL);
    }

    /** A long one, unless {@link #atMost} says otherwise. */
    public static FieldSpec text() {
        return of(FieldType.TEXT);
    }

    public static FieldSpec time() {
        return of(FieldType.TIME);
    }

    public static FieldSpec flag() {
        return of(FieldType.FLAG);
    }

    private static FieldSpec of(FieldType type) {
        return new FieldSpec(type, false, false, true, 0, Layout.FREE, null, List.of(), null);
    }

    /** Whether the list that no desk can shape has that number. */
    public boolean offers(long number) {
        return fixed.stream().anyMatch(value -> value.number() == number);
    }

    public FieldSpec asReadOnly() {
        return new FieldSpec(type, true, required, queryable, length, layout, picklist, fixed, reference);
    }

    public FieldSpec asRequired() {
        return new FieldSpec(type, readOnly, true, queryable, length, layout, picklist, fixed, reference);
    }

    public FieldSpec notQueryable() {
        return new FieldSpec(type, readOnly, required, false, length, layout, picklist, fixed, reference);
    }

    public FieldSpec atMost(int characters) {
        return new FieldSpec(type, readOnly, required, queryable, characters, layout, picklist, fixed, reference);
    }

    public FieldSpec asOneLine() {
        return with(Layout.LINE);
    }

    public FieldSpec asName() {
        return with(Layout.NAME);
    }

    private FieldSpec with(Layout other) {
        return new FieldSpec(type, readOnly, required, queryable, length, other, picklist, fixed, reference);
    }

    public FieldSpec picks(PicklistName from) {
        return new FieldSpec(type, readOnly, required, queryable, length, layout, from, fixed, reference);
    }

    public FieldSpec picks(PicklistValue... from) {
        return new FieldSpec(type, readOnly, required, queryable, length, layout, picklist, List.of(from), reference);
    }

    public FieldSpec pointsAt(String entity) {
        return new FieldSpec(type, readOnly, required, queryable, length, layout, picklist, fixed, entity);
    }
}
