package dev.roundtrip.ticket;

/**
 * One value of a picklist.
 *
 * @param number what a ticket holds; unique in its list
 * @param label what people read
 * @param order ascending, as shown
 * @param active inactive values stay where they are, and cannot be chosen anew
 * @param system New and Complete: the desk's own behaviour hangs on them
 * @param isDefault taken by a new ticket that names none
 */
public record PicklistValue(long number, String label, int order, boolean active, boolean system, boolean isDefault) {
    public PicklistValue {
        if (label.isBlank() || label.length() > 100) {
            throw new IllegalArgumentException("picklist label \"" + label + "\": 1 to 100 characters");
        }
    }
}
