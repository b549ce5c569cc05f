package dev.roundtrip.directory;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * @param id 0 is the desk's own company, which always exists
 * @param manager the id of the person of the desk who looks after it
 */
public record Company(
        long id,
        String name,
        @Nullable String classification,
        boolean active,
        @Nullable Long manager) {
    public static final long OWN = 0;

    public Company {
        name = name.strip();
        if (name.isEmpty() || name.length() > 100) {
            throw new IllegalArgumentException("company name \"" + name + "\": 1 to 100 characters");
        }
    }

    /** One that nobody looks after. */
    public Company(long id, String name, @Nullable String classification, boolean active) {
        this(id, name, classification, active, null);
    }

    /** By which it is found: names are equal without case. */
    public String key() {
        return name.toLowerCase(Locale.ROOT);
    }
}
