package dev.roundtrip.directory;

import org.jspecify.annotations.Nullable;

/**
 * A thing that tickets are about; the API calls it a configuration item, and {@link DeviceField} has the rest of it.
 *
 * @param reference the name that the monitoring system knows it by
 */
public record Device(
        long id, long companyId, String name, @Nullable String reference, boolean active) {
    /** Most characters of its texts. */
    static final int LONGEST_TEXT = 255;
}
