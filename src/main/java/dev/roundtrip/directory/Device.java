package dev.roundtrip.directory;

import org.jspecify.annotations.Nullable;

/**
 * A thing that tickets are about; the API calls it a configuration item.
 *
 * @param reference the name that the monitoring system knows it by
 */
public record Device(
        long id, long companyId, String name, @Nullable String reference, boolean active) {}
