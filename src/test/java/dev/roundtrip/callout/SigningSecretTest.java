package dev.roundtrip.callout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.outbound.Bytes;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningSecretTest {
    private static final String ADVICE =
            "; a signing secret is whsec_ and the Base64 of 24 to 64 bytes, as made by: echo \"whsec_$(openssl rand -base64 32)\"";

    /** That of the libraries which the Standard Webhooks project publishes. */
    @Test
    void signsAsTheStandardDoes() {
        var secret = SigningSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", Bytes.utf8("{\"test\": 2432232314}")))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    /**
     * What openssl makes of the same:
     *
     * <pre>{@code
     * key=$(printf %s "$SECRET" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
     * printf %s "$ID.$TIMESTAMP.$BODY" | openssl dgst -sha256 -mac HMAC -macopt hexkey:$key -binary | openssl base64
     * }</pre>
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"title\":\"Störung – 98 %\"} | wDUMJ4CPNeim9rItGs1oZbguxHhNcBUj8UzpdB2uxY0=",
                "'' | b690hGPqBjxLO41mbI5Whw0096t018ttTXkPaXh8ENo=",
            })
    void signsAsOpensslDoes(String body, String signature) {
        var secret = SigningSecret.of(
                "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==");

        assertThat(secret.sign("01m88rj1krdw7zhqx9gzfpsdpe", "1795590522", Bytes.utf8(body)))
                .isEqualTo("v1," + signature);
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 25, 26, 32, 64})
    void hasTwentyFourToSixtyFourBytes(int length) {
        var encoded = encoded(length);

        assertThat(SigningSecret.of("whsec_" + encoded).bytes()).hasSize(length);
        assertThat(SigningSecret.of("whsec_" + encoded.replace("=", "")))
                .isEqualTo(SigningSecret.of("whsec_" + encoded));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 23, 65, 1000})
    void isRefusedWithFewerOrMore(int length) {
        assertThatThrownBy(() -> SigningSecret.of("whsec_" + encoded(length)))
                .hasMessage("holds " + length + " bytes" + ADVICE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                " whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
            })
    void saysWhatItIs(String text) {
        assertThatThrownBy(() -> SigningSecret.of(text)).hasMessage("does not begin with whsec_" + ADVICE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw ",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa\nSw",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw=",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa_-",
                "whsec_correct horse battery staple"
            })
    void isRefusedWithoutACharacterOfIt(String text) {
        assertThatThrownBy(() -> SigningSecret.of(text))
                .hasMessage("is not Base64 behind its whsec_" + ADVICE)
                .hasNoCause();
    }

    @Test
    void keysOfTheOtherKindAreToldApart() {
        assertThatThrownBy(() -> SigningSecret.of("whsk_" + encoded(64)))
                .hasMessage("is a key of asymmetric signatures (v1a), which the desk does not make" + ADVICE);
    }

    @Test
    void doesNotShowItself() {
        assertThat(SigningSecret.of("whsec_" + encoded(24))).hasToString("whsec_…");
    }

    private static String encoded(int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (7 * i);
        }
        return Base64.getEncoder().encodeToString(bytes);
    }
}
