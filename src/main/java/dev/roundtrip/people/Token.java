package dev.roundtrip.people;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token for the desk's own API.
 *
 * @param id 0 before it is stored
 * @param name unique without case
 * @param expiresAt null for never
 */
public record Token(
        long id, String name, Set<Scope> scopes, @Nullable Instant expiresAt) {

    /** What a token opens. */
    public enum Scope {
        ADMIN,
        READ,
        INTAKE;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public static Scope of(String word) {
            for (var scope : values()) {
                if (scope.word().equals(word)) {
                    return scope;
                }
            }
            throw new IllegalArgumentException("scope \"" + word + "\": use admin, read or intake");
        }
    }

    public Token {
        name = name.strip();
        scopes = Set.copyOf(scopes);
        if (name.isEmpty() || name.length() > 100) {
            throw new IllegalArgumentException("token name \"" + name + "\": 1 to 100 characters");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("token \"" + name + "\": at least one scope of admin, read, intake");
        }
    }

    /** An admin token opens everything. */
    public boolean opens(Scope scope) {
        return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
    }
}
