package dev.roundtrip.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.roundtrip.oidc.Refusal.Reason;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An ID token, judged as OpenID Connect Core 1.0 section 3.1.3.7 has it. It decides and does nothing.
 *
 * <p>Signatures by keys that both ends have (HS256) are not accepted, nor is none. Where a token says to fetch a key, or brings one, is
 * passed over: the keys are the issuer's.
 */
final class IdToken {
    /** Clocks differ. */
    static final Duration SKEW = Duration.ofSeconds(60);

    private static final int LONGEST_SUBJECT = 255;
    private static final Set<JWSAlgorithm> ACCEPTED = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final SignedJWT token;

    private IdToken(SignedJWT token) {
        this.token = token;
    }

    /** What it has to say. */
    record Expected(String issuer, String clientId, String nonce, Instant now) {}

    static IdToken parse(String text) {
        SignedJWT token;
        try {
            token = SignedJWT.parse(text);
        } catch (ParseException e) {
            throw new Refusal(Reason.FORM); // also one that is signed by nothing: alg none
        }
        if (!ACCEPTED.contains(token.getHeader().getAlgorithm())) {
            throw new Refusal(Reason.ALGORITHM);
        }
        return new IdToken(token);
    }

    /** Of the key that it says it is signed by; null where it says none. */
    @Nullable
    String keyId() {
        return token.getHeader().getKeyID();
    }

    Identity judge(JWKSet keys, Expected expected) {
        try {
            return judge(signed(keys), expected);
        } catch (ParseException e) {
            throw new Refusal(Reason.FORM);
        }
    }

    private JWTClaimsSet signed(JWKSet keys) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ACCEPTED, new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier((_, _) -> {}); // here, by the desk's clock and with a reason for each
        try {
            return processor.process(token, null);
        } catch (BadJOSEException | JOSEException e) {
            throw new Refusal(Reason.SIGNATURE);
        }
    }

    private static Identity judge(JWTClaimsSet claims, Expected expected) throws ParseException {
        require(expected.issuer().equals(claims.getIssuer()), Reason.ISSUER);
        var audience = claims.getAudience();
        var party = claims.getStringClaim("azp");
        require(audience.contains(expected.clientId()), Reason.AUDIENCE);
        require(party == null ? audience.size() == 1 : party.equals(expected.clientId()), Reason.AUDIENCE);
        var ends = claims.getExpirationTime();
        require(ends != null && expected.now().isBefore(ends.toInstant().plus(SKEW)), Reason.EXPIRED);
        require(claims.getIssueTime() != null, Reason.FORM);
        require(
                hasCome(claims.getIssueTime(), expected) && hasCome(claims.getNotBeforeTime(), expected),
                Reason.NOT_YET);
        require(expected.nonce().equals(claims.getStringClaim("nonce")), Reason.NONCE);
        var subject = claims.getSubject();
        if (subject == null || subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
            throw new Refusal(Reason.SUBJECT);
        }
        var verified = Boolean.TRUE.equals(claims.getClaim("email_verified"));
        return new Identity(expected.issuer(), subject, verified ? claims.getStringClaim("email") : null);
    }

    private static boolean hasCome(@Nullable Date time, Expected expected) {
        return time == null || !time.toInstant().isAfter(expected.now().plus(SKEW));
    }

    private static void require(boolean holds, Reason reason) {
        if (!holds) {
            throw new Refusal(reason);
        }
    }
}
