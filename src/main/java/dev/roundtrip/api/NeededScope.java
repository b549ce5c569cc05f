package dev.roundtrip.api;

import dev.roundtrip.people.Token;
import java.util.regex.Pattern;

/** What a token has to open for a request of the desk's own door. Pure. */
final class NeededScope {
    /** Shows bodies as clients sent them, whatever they hold: more than those are to see who may look at the desk. */
    private static final Pattern SHOWS_BODIES = Pattern.compile("/api/v1/api-users/[^/]+/requests");

    private NeededScope() {}

    /** Where monitoring systems bring their alerts. */
    static boolean isIntake(String path) {
        return path.startsWith("/api/intake/");
    }

    /** @param path as the controllers are mapped */
    static Token.Scope of(String method, String path) {
        if (isIntake(path)) {
            return Token.Scope.INTAKE;
        }
        boolean reads = method.equals("GET") || method.equals("HEAD");
        return reads && !SHOWS_BODIES.matcher(path).matches() ? Token.Scope.READ : Token.Scope.ADMIN;
    }
}
