package dev.roundtrip.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import dev.roundtrip.oidc.Refusal.Reason;
import dev.roundtrip.outbound.Answer;
import dev.roundtrip.outbound.Bytes;
import dev.roundtrip.outbound.OutboundClient;
import dev.roundtrip.outbound.OutboundRequest;
import dev.roundtrip.outbound.OutboundUrl;
import dev.roundtrip.outbound.TlsProfile;
import dev.roundtrip.settings.Oidc;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who asks the provider who somebody is: OpenID Connect by authorization code, with PKCE, state and nonce.
 *
 * <p>It goes out the way callouts do, and is answered within ten seconds or not at all. What the provider says of itself, and its keys, are
 * kept for an hour; a key that is not among them is looked for once a minute at most.
 */
public final class SignInProvider {
    public static final String BACK = "/signin/provider/back";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(10);
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration NEW_KEY_AFTER = Duration.ofMinutes(1);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Logger log = LoggerFactory.getLogger(SignInProvider.class);

    private final Optional<Oidc> settings;
    private final OutboundClient client;
    private final Clock clock;
    private final String userAgent;
    private final Supplier<String> publicUrl;
    private volatile @Nullable Kept<Discovery> discovery;
    private volatile @Nullable Kept<JWKSet> keys;

    private record Kept<T>(T value, Instant at) {
        boolean isFresh(Instant now, Duration most) {
            return now.isBefore(at.plus(most));
        }
    }

    /**
     * @param settings empty where there is no provider
     * @param publicUrl where people find the desk
     */
    public SignInProvider(
            Optional<Oidc> settings, OutboundClient client, Clock clock, String userAgent, Supplier<String> publicUrl) {
        this.settings = settings;
        this.client = client;
        this.clock = clock;
        this.userAgent = userAgent;
        this.publicUrl = publicUrl;
    }

    /** Empty where there is none. */
    public Optional<Oidc> settings() {
        return settings;
    }

    public Attempt begin() {
        return Attempt.at(clock.instant());
    }

    /**
     * Where the browser goes for that attempt.
     *
     * @throws Refusal when the provider does not say
     */
    public String address(Attempt attempt) {
        var own = own();
        var authorization = discovery(own).authorization();
        var query = form(List.of(
                Map.entry("response_type", "code"),
                Map.entry("client_id", own.clientId()),
                Map.entry("redirect_uri", back()),
                Map.entry("scope", "openid email"),
                Map.entry("state", attempt.state()),
                Map.entry("nonce", attempt.nonce()),
                Map.entry("code_challenge", attempt.challenge()),
                Map.entry("code_challenge_method", "S256")));
        return authorization + (authorization.indexOf('?') < 0 ? "?" : "&") + query;
    }

    private String back() {
        return publicUrl.get() + BACK;
    }

    private Oidc own() {
        return settings.orElseThrow(() -> new Refusal(Reason.UNREACHABLE));
    }

    /**
     * Whom the provider says it is.
     *
     * @param attempt that the browser began; null for none
     * @param said what the browser brought back
     * @throws Refusal for anybody else
     */
    public Identity finish(@Nullable Attempt attempt, Map<String, String> said) {
        var own = own();
        if (attempt == null
                || !attempt.isOf(said.getOrDefault("state", ""))
                || !clock.instant().isBefore(attempt.began().plus(LONGEST_ATTEMPT))) {
            throw new Refusal(Reason.STATE);
        }
        if (said.containsKey("iss") && !own.issuer().equals(said.get("iss"))) {
            throw new Refusal(Reason.ISSUER); // RFC 9207: the answer of another one
        }
        if (said.containsKey("error")) {
            throw new Refusal(Reason.DENIED);
        }
        var code = said.getOrDefault("code", "");
        if (code.isEmpty()) {
            throw new Refusal(Reason.CODE);
        }
        var token = IdToken.parse(token(own, code, attempt));
        return token.judge(
                keys(own, token.keyId()),
                new IdToken.Expected(own.issuer(), own.clientId(), attempt.nonce(), clock.instant()));
    }

    private String token(Oidc own, String code, Attempt attempt) {
        var at = discovery(own);
        var fields = new ArrayList<>(List.of(
                Map.entry("grant_type", "authorization_code"),
                Map.entry("code", code),
                Map.entry("redirect_uri", back()),
                Map.entry("code_verifier", attempt.verifier())));
        var headers = new ArrayList<>(headers());
        if (at.secretInForm()) {
            fields.add(Map.entry("client_id", own.clientId()));
            fields.add(Map.entry("client_secret", own.clientSecret()));
        } else {
            var pair = encoded(own.clientId()) + ":" + encoded(own.clientSecret());
            headers.add(new OutboundRequest.Header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII))));
        }
        var answer = send(new OutboundRequest(
                "POST",
                at.token(),
                headers,
                Bytes.utf8(form(fields)),
                "application/x-www-form-urlencoded",
                PATIENCE,
                TlsProfile.SYSTEM));
        if (answer.status() / 100 == 4) {
            log.warn("the sign-in provider takes no code: it answered {}", answer.status());
            throw new Refusal(Reason.CODE);
        }
        var token = json(answer).path("id_token");
        if (!token.isString()) {
            throw new Refusal(Reason.FORM);
        }
        return token.stringValue();
    }

    private Discovery discovery(Oidc own) {
        var kept = discovery;
        if (kept != null && kept.isFresh(clock.instant(), FRESH)) {
            return kept.value();
        }
        var address = own.issuer().replaceFirst("/$", "") + Discovery.PATH;
        var found = Discovery.of(json(get(OutboundUrl.parse(address))), own.issuer());
        discovery = new Kept<>(found, clock.instant());
        return found;
    }

    /** @param wanted the id of a key, after which they may be fetched anew */
    private JWKSet keys(Oidc own, @Nullable String wanted) {
        var kept = keys;
        if (kept != null
                && kept.isFresh(clock.instant(), FRESH)
                && (wanted == null
                        || kept.value().getKeyByKeyId(wanted) != null
                        || kept.isFresh(clock.instant(), NEW_KEY_AFTER))) {
            return kept.value();
        }
        try {
            var found = JWKSet.parse(text(get(discovery(own).keys()))).toPublicJWKSet();
            keys = new Kept<>(found, clock.instant());
            return found;
        } catch (ParseException e) {
            throw new Refusal(Reason.UNREACHABLE);
        }
    }

    private Answer.Answered get(OutboundUrl url) {
        return send(new OutboundRequest("GET", url, headers(), null, null, PATIENCE, TlsProfile.SYSTEM));
    }

    private List<OutboundRequest.Header> headers() {
        return List.of(
                new OutboundRequest.Header("User-Agent", userAgent),
                new OutboundRequest.Header("Accept", "application/json"));
    }

    private Answer.Answered send(OutboundRequest request) {
        try {
            return switch (client.send(request)) {
                case Answer.Answered answered -> answered;
                case Answer.Unanswered none -> {
                    log.warn("the sign-in provider does not answer: {}", none.message());
                    throw new Refusal(Reason.UNREACHABLE);
                }
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Reason.UNREACHABLE);
        }
    }

    private static String text(Answer.Answered answer) {
        if (answer.status() != 200 || answer.cut()) {
            log.warn(
                    "the sign-in provider answered {}{}", answer.status(), answer.cut() ? ", too long to be read" : "");
            throw new Refusal(Reason.UNREACHABLE);
        }
        return answer.text();
    }

    private static JsonNode json(Answer.Answered answer) {
        try {
            return JSON.readTree(text(answer));
        } catch (JacksonException e) {
            log.warn("the sign-in provider answered with something else than JSON");
            throw new Refusal(Reason.UNREACHABLE);
        }
    }

    private static String form(List<Map.Entry<String, String>> fields) {
        return fields.stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
