package dev.roundtrip.callout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.callout.Signature.Claim;
import dev.roundtrip.callout.Signature.Verdict;
import dev.roundtrip.outbound.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
    private static final SigningSecret NEW = SigningSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final SigningSecret OLD = SigningSecret.of("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX");
    private static final Instant NOW = Instant.ofEpochSecond(1795590522);
    private static final String TIMESTAMP = "1795590522";
    private static final Bytes BODY = Bytes.utf8("{\"id\":1}");

    private static Verdict judged(String signatures, List<SigningSecret> secrets) {
        return new Claim("id", TIMESTAMP, signatures, BODY).judge(secrets, NOW);
    }

    @Test
    void isOneOfEachSecretInTheirOrder() {
        assertThat(Signature.header(List.of(NEW, OLD), "id", TIMESTAMP, BODY))
                .isEqualTo(NEW.sign("id", TIMESTAMP, BODY) + " " + OLD.sign("id", TIMESTAMP, BODY));
    }

    @Test
    void oneThatFitsIsEnough() {
        var both = Signature.header(List.of(NEW, OLD), "id", TIMESTAMP, BODY);

        assertThat(judged(both, List.of(NEW, OLD))).isEqualTo(new Verdict.Right(2, 2));
        assertThat(judged(both, List.of(NEW))).isEqualTo(new Verdict.Right(1, 1));
        assertThat(judged(OLD.sign("id", TIMESTAMP, BODY), List.of(NEW, OLD))).isEqualTo(new Verdict.Right(1, 2));
        assertThat(judged("v1a,abc  v2,abc " + NEW.sign("id", TIMESTAMP, BODY), List.of(NEW)))
                .isEqualTo(new Verdict.Right(1, 1));
    }

    @Test
    void isWrongWhenAnythingOfItWasAltered() {
        var right = NEW.sign("id", TIMESTAMP, BODY);
        var wrong = new Verdict.Wrong();

        assertThat(judged(right, List.of(OLD))).isEqualTo(wrong);
        assertThat(new Claim("id2", TIMESTAMP, right, BODY).judge(List.of(NEW), NOW))
                .isEqualTo(wrong);
        assertThat(new Claim("id", "1795590523", right, BODY).judge(List.of(NEW), NOW))
                .isEqualTo(wrong);
        assertThat(new Claim("id", TIMESTAMP, right, Bytes.utf8("{\"id\": 1}")).judge(List.of(NEW), NOW))
                .isEqualTo(wrong);
        assertThat(judged(right.replace("v1,", "v2,"), List.of(NEW))).isEqualTo(wrong);
        assertThat(judged(right.substring(0, 20), List.of(NEW))).isEqualTo(wrong);
        assertThat(judged("", List.of(NEW))).isEqualTo(wrong);
        assertThat(judged("v1,", List.of(NEW))).isEqualTo(wrong);
    }

    @ParameterizedTest
    @ValueSource(ints = {-300, 0, 300})
    void clocksMayDifferByFiveMinutes(int seconds) {
        var claim = new Claim("id", TIMESTAMP, NEW.sign("id", TIMESTAMP, BODY), BODY);

        assertThat(claim.judge(List.of(NEW), NOW.plusSeconds(seconds))).isEqualTo(new Verdict.Right(1, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {-301, 301, 1795590522})
    void moreIsToldApartFromAWrongSignature(int seconds) {
        var claim = new Claim("id", TIMESTAMP, NEW.sign("id", TIMESTAMP, BODY), BODY);

        assertThat(claim.judge(List.of(NEW), NOW.plusSeconds(seconds)))
                .isEqualTo(new Verdict.OutOfTime(Duration.ofSeconds(seconds)));
        assertThat(claim.judge(List.of(OLD), NOW.plusSeconds(seconds))).isEqualTo(new Verdict.Wrong());
    }

    @Test
    void whatCannotBeJudgedIsNoClaim() {
        assertThatThrownBy(() -> Claim.of("id", null, "v1,abc", BODY))
                .hasMessageEndingWith("belong together; one of them is missing");
        assertThatThrownBy(() -> Claim.of("id", "yesterday", "v1,abc", BODY))
                .hasMessage("webhook-timestamp is not a number of seconds");
    }
}
