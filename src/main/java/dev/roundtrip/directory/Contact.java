package dev.roundtrip.directory;

import org.jspecify.annotations.Nullable;

/** A person at a company whom tickets are for. */
public record Contact(
        long id,
        long companyId,
        String firstName,
        String lastName,
        @Nullable String email,
        boolean active) {}
