package dev.roundtrip.directory;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** @param id 0 is the desk's own company, which always exists */
public record Company(long id, String name, @Nullable String classification, boolean active) {
    public static final long OWN = 0;

    public Company {
        name = name.strip();
        if (name.isEmpty() || name.length() > 100) {
            throw new IllegalArgumentException("company name \"" + name + "\": 1 to 100 characters");
        }
    }

    /** By which it is found: names are equal without case. */
    public String key() {
        return name.toLowerCase(Locale.ROOT);
    }
}
