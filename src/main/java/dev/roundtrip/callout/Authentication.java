package dev.roundtrip.callout;

import dev.roundtrip.outbound.OutboundRequest;
import java.util.Optional;

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
            case Basic _, Bearer _ -> Optional.of("Authorization");
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
        };
    }
}
