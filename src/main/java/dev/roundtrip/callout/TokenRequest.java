package dev.roundtrip.callout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roundtrip.outbound.Bytes;
import dev.roundtrip.outbound.OutboundRequest;
import dev.roundtrip.outbound.OutboundUrl;
import dev.roundtrip.outbound.TlsProfile;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** How an access token is asked for: RFC 6749 section 4.4.2, the client shown by HTTP Basic as section 2.3.1 has it. */
final class TokenRequest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private TokenRequest() {}

    /**
     * @param secret of the client
     * @throws IllegalArgumentException when its address cannot be read, in words that repeat neither path nor query
     */
    static OutboundRequest of(
            Authentication.OAuth2 way, String secret, String userAgent, Duration timeout, TlsProfile tls) {
        var login = login(way.clientId(), secret);
        var pair = login.user() + ":" + login.password();
        var encoded = Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
        var scope = way.scope() == null ? "" : "&scope=" + formEncoded(way.scope());
        return new OutboundRequest(
                "POST",
                OutboundUrl.parse(way.tokenUrl()),
                List.of(
                        new OutboundRequest.Header("User-Agent", userAgent),
                        new OutboundRequest.Header("Accept", "application/json"),
                        new OutboundRequest.Header("Authorization", "Basic " + encoded)),
                Bytes.utf8("grant_type=client_credentials" + scope),
                FORM,
                timeout,
                tls);
    }

    /** As they travel. A colon in an id would else end it too soon, and what is not ASCII be anybody's guess. */
    static Masking.Login login(String clientId, String secret) {
        return new Masking.Login(formEncoded(clientId), formEncoded(secret));
    }

    private static String formEncoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
