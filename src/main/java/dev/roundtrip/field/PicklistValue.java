package dev.roundtrip.field;

/**
 * One value of a picklist.
 *
 * @param number what a row holds; unique in its list
 * @param label what people read
 * @param order ascending, as shown
 * @param active inactive values stay where they are, and cannot be chosen anew
 * @param system New and Complete: the desk's own behaviour hangs on them
 * @param isDefault taken by a new row that names none
 */
public record PicklistValue(long number, String label, int order, boolean active, boolean system, boolean isDefault) {
    public PicklistValue {
        if (label.isBlank() || label.length() > 100) {
            throw new IllegalArgumentException("picklist label \"" + label + "\": 1 to 100 characters");
        }
    }

    /** One of a list that no desk can shape. */
    public static PicklistValue fixed(int number, String label, boolean isDefault) {
        return new PicklistValue(number, label, number, true, true, isDefault);
    }
}
