package dev.roundtrip.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final String SECRET = Totp.base32("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    /** Appendix B of RFC 6238; of its eight digits the last six. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void makesTheCodesOfTheStandard(long at, String code) {
        assertThat(Totp.code(SECRET, Instant.ofEpochSecond(at))).isEqualTo(code);
    }

    @Test
    void writesSecretsAsAppsReadThem() {
        assertThat(SECRET).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(Totp.secret()).matches("[A-Z2-7]{32}").isNotEqualTo(Totp.secret());
    }

    @Test
    void takesTheStepsBesideItAndNoOther() {
        var at = Instant.ofEpochSecond(1_234_567_890L);
        var code = Totp.code(SECRET, at);

        assertThat(Totp.step(SECRET, code, at.minusSeconds(30), 0)).hasValue(41_152_263L);
        assertThat(Totp.step(SECRET, code, at, 0)).hasValue(41_152_263L);
        assertThat(Totp.step(SECRET, code, at.plusSeconds(30), 0)).hasValue(41_152_263L);
        assertThat(Totp.step(SECRET, code, at.minusSeconds(60), 0)).isEmpty();
        assertThat(Totp.step(SECRET, code, at.plusSeconds(60), 0)).isEmpty();
        assertThat(Totp.step(SECRET, "", at, 0)).isEmpty();
    }

    @Test
    void takesNoStepThatIsOver() {
        var at = Instant.ofEpochSecond(1_234_567_890L);

        assertThat(Totp.step(SECRET, Totp.code(SECRET, at), at, 41_152_262L)).hasValue(41_152_263L);
        assertThat(Totp.step(SECRET, Totp.code(SECRET, at), at, 41_152_263L)).isEmpty();
    }
}
