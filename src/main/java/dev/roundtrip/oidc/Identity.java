package dev.roundtrip.oidc;

import org.jspecify.annotations.Nullable;

/**
 * Whom the provider says somebody is. Issuer and subject together are who it is, whatever else changes.
 *
 * @param email only where the provider says that it was verified
 */
public record Identity(
        String issuer, String subject, @Nullable String email) {}
