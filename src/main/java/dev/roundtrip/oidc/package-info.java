/** The operator's OpenID Connect provider: asking it who somebody is, and judging what it says. */
@NullMarked
package dev.roundtrip.oidc;

import org.jspecify.annotations.NullMarked;
