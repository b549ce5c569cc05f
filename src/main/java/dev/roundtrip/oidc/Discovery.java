package dev.roundtrip.oidc;

import dev.roundtrip.oidc.Refusal.Reason;
import dev.roundtrip.outbound.OutboundUrl;
import tools.jackson.databind.JsonNode;

/**
 * What a provider says of itself: OpenID Connect Discovery 1.0.
 *
 * @param authorization where browsers are sent
 * @param secretInForm whether it takes the client's secret in the form alone
 */
record Discovery(String authorization, OutboundUrl token, OutboundUrl keys, boolean secretInForm) {
    static final String PATH = "/.well-known/openid-configuration";

    static Discovery of(JsonNode document, String issuer) {
        if (!document.path("issuer").asString("").equals(issuer)) {
            throw new Refusal(Reason.ISSUER);
        }
        var authorization = document.path("authorization_endpoint").asString("");
        url(authorization, issuer);
        return new Discovery(
                authorization,
                url(document.path("token_endpoint").asString(""), issuer),
                url(document.path("jwks_uri").asString(""), issuer),
                secretInForm(document.path("token_endpoint_auth_methods_supported")));
    }

    /** Whoever is reached by TLS leads to nobody who is reached without. */
    private static OutboundUrl url(String text, String issuer) {
        try {
            var url = OutboundUrl.parse(text);
            if (issuer.startsWith("https:") && !url.scheme().equals("https")) {
                throw new Refusal(Reason.UNREACHABLE);
            }
            return url;
        } catch (IllegalArgumentException e) {
            throw new Refusal(Reason.UNREACHABLE);
        }
    }

    private static boolean secretInForm(JsonNode methods) {
        var basic = false;
        var form = false;
        for (var method : methods) {
            basic |= method.asString("").equals("client_secret_basic");
            form |= method.asString("").equals("client_secret_post");
        }
        return form && !basic;
    }
}
