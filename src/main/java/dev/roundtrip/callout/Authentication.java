package dev.roundtrip.callout;

import dev.roundtrip.outbound.OutboundRequest;

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
            if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+") || OutboundRequest.isReserved(name)) {
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
}
