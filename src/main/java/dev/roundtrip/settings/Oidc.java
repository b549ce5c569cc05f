package dev.roundtrip.settings;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The operator's own OpenID Connect provider, over which people may sign in.
 *
 * @param issuer as it writes itself in its tokens
 * @param name on the button in English
 * @param nameDe and in German
 */
public record Oidc(String issuer, String clientId, String clientSecret, String name, String nameDe) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    public Oidc {
        var uri = uri(issuer);
        var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || uri.getRawUserInfo() != null
                || !(scheme.equals("https") || (scheme.equals("http") && LOOPBACK.contains(uri.getHost())))) {
            throw wrong(issuer);
        }
        if (clientId.isBlank() || clientSecret.isBlank()) {
            throw new IllegalArgumentException(
                    "--oidc-issuer is set without --oidc-client-id and a secret (--oidc-client-secret-file, or ROUNDTRIP_OIDC_CLIENT_SECRET)");
        }
    }

    private static URI uri(String issuer) {
        try {
            return URI.create(issuer);
        } catch (IllegalArgumentException e) {
            throw wrong(issuer);
        }
    }

    private static IllegalArgumentException wrong(String issuer) {
        return new IllegalArgumentException("--oidc-issuer \"" + issuer
                + "\": an address that begins with https:// and has no query, such as https://id.acme.example");
    }

    /**
     * As options, variables and lines of a file tell it.
     *
     * @param name blank takes the host of the issuer
     * @param nameDe blank takes {@code name}
     * @return empty where no issuer is named: then people sign in with their passwords alone
     * @throws IllegalArgumentException naming the option that is wrong, or missing
     */
    public static Optional<Oidc> of(String issuer, String clientId, String secret, String name, String nameDe) {
        if (issuer.isBlank()) {
            if (!clientId.isBlank() || !secret.isBlank()) {
                throw new IllegalArgumentException(
                        "a setting of single sign-on is set without --oidc-issuer; set that too, or none of them");
            }
            return Optional.empty();
        }
        var trimmed = issuer.strip();
        var english = name.isBlank() ? String.valueOf(uri(trimmed).getHost()) : name.strip();
        return Optional.of(new Oidc(
                trimmed, clientId.strip(), secret.strip(), english, nameDe.isBlank() ? english : nameDe.strip()));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Oidc[issuer=%s, clientId=%s, name=%s]".formatted(issuer, clientId, name);
    }
}
