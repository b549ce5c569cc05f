package dev.roundtrip.directory;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the desk itself needs to know of a company; {@link CompanyField} has the rest.
 *
 * @param id 0 is the desk's own company, which always exists
 * @param classification what kind it is, {@code Gold}
 * @param manager the id of the person of the desk who looks after it
 */
public record Company(
        long id,
        String name,
        @Nullable String classification,
        boolean active,
        @Nullable Long manager) {
    public static final long OWN = 0;
    /** Most characters of a name, and of a classification. */
    static final int LONGEST_NAME = 100;

    public Company {
        name = name.strip();
        if (name.isEmpty() || isTooLong(name)) {
            throw new IllegalArgumentException("company name \"" + name + "\": 1 to 100 characters");
        }
        classification = classification == null || classification.isBlank() ? null : classification.strip();
        if (classification != null && isTooLong(classification)) {
            throw new IllegalArgumentException(
                    "classification \"" + classification + "\" of company \"" + name + "\": at most 100 characters");
        }
    }

    /** One that nobody looks after. */
    public Company(long id, String name, @Nullable String classification, boolean active) {
        this(id, name, classification, active, null);
    }

    private static boolean isTooLong(String text) {
        return text.codePointCount(0, text.length()) > LONGEST_NAME;
    }

    static String keyOf(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
