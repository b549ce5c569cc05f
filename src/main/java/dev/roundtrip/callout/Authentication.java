package dev.roundtrip.callout;

import dev.roundtrip.outbound.OutboundRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a callout shows who it is. The secret itself is kept apart, sealed, under the name {@link Secrets#AUTH}. */
public sealed interface Authentication {

    record None() implements Authentication {}

    record Basic(String username) implements Authentication {
        public Basic {
            if (username.indexOf(':') >= 0) {
                throw new IllegalArgumentException(
                        "username \"" + username + "\": basic authentication cannot carry a colon in it");
            }
        }
    }

    record Bearer() implements Authentication {}

    /** The secret as the value of a header of its own. */
    record Header(String name) implements Authentication {
        public Header {
            if (!OutboundRequest.isHeaderName(name)
                    || OutboundRequest.isReserved(name)
                    || StandardHeaders.isWritten(name)) {
                throw new IllegalArgumentException("header \"" + name + "\" cannot carry the authentication");
            }
        }
    }

    /** The secret as the value of a parameter in the query. */
    record Query(String name) implements Authentication {
        public Query {
            if (name.isBlank()) {
                throw new IllegalArgumentException("the query parameter of the authentication needs a name");
            }
        }
    }

    /**
     * An access token, which the desk fetches with the secret by the client credentials of OAuth 2 (RFC 6749 section 4.4) and sends as a
     * bearer.
     *
     * @param tokenUrl where it is given out; no template
     * @param scope what is asked for; null leaves that to the far end
     */
    record OAuth2(
            String tokenUrl, String clientId, @Nullable String scope) implements Authentication {
        public OAuth2 {
            if (clientId.isBlank()) {
                throw new IllegalArgumentException("client-id: OAuth 2 needs the name that the desk is known by");
            }
            scope = scope == null || scope.isBlank() ? null : scope.strip();
        }
    }

    /** Whether it needs a secret. */
    default boolean needsSecret() {
        return !(this instanceof None);
    }

    /** Whether the secret goes out bare, in a header, where not every character can stand. */
    default boolean carriesSecretAsItIs() {
        return this instanceof Bearer || this instanceof Header;
    }

    /** The header that carries it, if one does. */
    default Optional<String> header() {
        return switch (this) {
            case None _, Query _ -> Optional.empty();
            case Basic _, Bearer _, OAuth2 _ -> Optional.of("Authorization");
            case Header(var name) -> Optional.of(name);
        };
    }

    /** What the secret is called where a callout is set: {@code auth.bearer.token}. */
    default String secretSetting() {
        return switch (this) {
            case None _ -> "auth";
            case Basic _ -> "auth.basic.password";
            case Bearer _ -> "auth.bearer.token";
            case Header _ -> "auth.header.value";
            case Query _ -> "auth.query.value";
            case OAuth2 _ -> "auth.oauth2.client-secret";
        };
    }
}
