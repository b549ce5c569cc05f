package dev.roundtrip.api;

import dev.roundtrip.people.Token;
import java.util.regex.Pattern;

/** What a token has to open for a request of the desk's own door. Pure. */
final class NeededScope {
    /**
     * Who may come in, bodies as clients sent them whatever they hold, and the desk as a whole: more than those are to see who may look at
     * what it does.
     */
    private static final Pattern SHOWS_MORE =
            Pattern.compile("/api/v1/(setup|security-log/check|((people|api-users|tokens)(/(?!last-use$).*)?))");

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
        return reads && !SHOWS_MORE.matcher(path).matches() ? Token.Scope.READ : Token.Scope.ADMIN;
    }
}
