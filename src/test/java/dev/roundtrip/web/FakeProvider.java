package dev.roundtrip.web;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.roundtrip.settings.Oidc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An OpenID Connect provider on a loopback port, with a key and signatures of its own. It takes each code once, and only from the client that
 * has the secret and the verifier of PKCE.
 */
final class FakeProvider implements AutoCloseable {
    static final String CLIENT = "desk";
    static final String SECRET = "s3cr3t of the desk";

    private final HttpServer server;
    private final Map<String, Issued> codes = new ConcurrentHashMap<>();
    private volatile RSAKey key = newKey("first");
    private volatile boolean away;
    private volatile String issuerSaid;
    private volatile Function<Asked, String> signIn = _ -> "nonsense";

    private record Issued(String challenge, String redirect, String token) {}

    FakeProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        issuerSaid = issuer();
    }

    static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    String issuer() {
        return "http://127.0.0.1:" + port();
    }

    Oidc settings() {
        return new Oidc(issuer(), CLIENT, SECRET, "Example ID", "Beispiel-ID");
    }

    RSAKey key() {
        return key;
    }

    /** From now on it signs with another key, and shows that one alone. */
    void rotates() {
        key = newKey("second");
    }

    void goesAway() {
        away = true;
    }

    void saysItIs(String issuer) {
        issuerSaid = issuer;
    }

    /** What a browser brought along that was sent to it. */
    record Asked(Map<String, String> query) {
        static Asked of(String location) {
            return new Asked(form(URI.create(location).getRawQuery()));
        }

        String get(String name) {
            return query.getOrDefault(name, "");
        }
    }

    /** All that a good token says. */
    JWTClaimsSet.Builder claims(Asked asked, String subject, Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .subject(subject)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))
                .claim("nonce", asked.get("nonce"));
    }

    String signed(JWTClaimsSet.Builder claims) {
        return signed(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims, key);
    }

    static String signed(JWSHeader header, JWTClaimsSet.Builder claims, RSAKey by) {
        try {
            var token = new SignedJWT(header, claims.build());
            token.sign(new RSASSASigner(by));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A code for that token, once. */
    String code(Asked asked, String token) {
        var code = UUID.randomUUID().toString();
        codes.put(code, new Issued(asked.get("code_challenge"), asked.get("redirect_uri"), token));
        return code;
    }

    /** The way that the browser goes back. */
    String back(Asked asked, Function<Asked, String> token) {
        return "/signin/provider/back?code=" + code(asked, token.apply(asked)) + "&state=" + asked.get("state");
    }

    /** From now on browsers that are sent to it come back at once, with a code for that token. */
    void signsIn(Function<Asked, String> token) {
        signIn = token;
    }

    private void authorize(HttpExchange exchange) throws IOException {
        var asked = new Asked(form(exchange.getRequestURI().getRawQuery()));
        var code = code(asked, signIn.apply(asked));
        exchange.getResponseHeaders()
                .set("Location", asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state"));
        exchange.sendResponseHeaders(302, -1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (away) {
                reply(exchange, 503, "");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/.well-known/openid-configuration" -> reply(exchange, 200, """
                        {"issuer": "%1$s", "authorization_endpoint": "%2$s/authorize?tenant=1", "token_endpoint": "%2$s/token",
                         "jwks_uri": "%2$s/keys"}""".formatted(issuerSaid, issuer()));
                case "/keys" ->
                    reply(exchange, 200, new JWKSet(key).toPublicJWKSet().toString());
                case "/token" -> token(exchange);
                case "/authorize" -> authorize(exchange);
                default -> reply(exchange, 404, "");
            }
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        var form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var issued = codes.remove(form.getOrDefault("code", ""));
        var login = "Basic "
                + Base64.getEncoder()
                        .encodeToString((CLIENT + ":" + SECRET.replace(' ', '+')).getBytes(StandardCharsets.US_ASCII));
        if (issued == null
                || !login.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || !issued.redirect().equals(form.get("redirect_uri"))
                || !issued.challenge().equals(challenge(form.getOrDefault("code_verifier", "")))) {
            reply(exchange, 400, "{\"error\": \"invalid_grant\"}");
            return;
        }
        reply(
                exchange,
                200,
                "{\"access_token\": \"a\", \"token_type\": \"Bearer\", \"id_token\": \"" + issued.token() + "\"}");
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static void reply(HttpExchange exchange, int status, String json) {
        try {
            var bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
