package dev.roundtrip.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.testing.TestCa;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys and certificates as openssl 3 writes them (the files beside this test), and as a person gets them wrong. */
class KeyReaderTest {
    private static final TestCa CA = TestCa.named("Acme CA");
    private static final TestCa.Identity OWN = CA.issues("roundtrip");

    private static String file(String name) {
        try (var in = KeyReaderTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TlsProfile profile(String certificate, String key) {
        return new TlsProfile(null, certificate, key);
    }

    private static String fault(String certificate, String key) {
        try {
            profile(certificate, key);
        } catch (TlsProfile.Fault e) {
            assertThat(e).hasNoCause().hasMessage(e.setting() + " " + e.words());
            return e.setting() + " " + e.words();
        }
        throw new AssertionError("taken");
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.pem, rsa-pkcs8.key",
        "rsa.pem, rsa-pkcs1.key",
        "ec.pem, ec-sec1.key",
        "rsa-pss.pem, rsa-pss-pkcs8.key"
    })
    void readsWhatOpensslWrites(String certificate, String key) {
        var profile = profile(file(certificate), file(key));

        assertThat(profile.context().own().getPrivateKey("own")).isNotNull();
        assertThatCode(() -> profile(file(certificate), "a comment\n" + file(certificate) + file(key)))
                .doesNotThrowAnyException();
        assertThatCode(() -> profile(file(certificate), file(key).replace("\n", "\r\n")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"rsa.pem, rsa-pkcs8-encrypted.key", "rsa.pem, rsa-pkcs1-encrypted.key"})
    void anEncryptedKeyIsRefusedWithTheCommandThatDecryptsIt(String certificate, String key) {
        assertThat(fault(file(certificate), file(key)))
                .isEqualTo(
                        "tls.key is encrypted, and nobody is there to type its passphrase when a desk calls; openssl pkey -in FILE -out client.key writes it without one, and the desk seals it");
    }

    @Test
    void aKeyThatDoesNotBelongToTheCertificateIsRefused() {
        var other = CA.issues("other");

        assertThat(fault(OWN.certificatePem(), other.keyPem()))
                .isEqualTo("tls.key does not belong to tls.certificate, which is that of CN=roundtrip");
        assertThat(fault(OWN.certificatePem(), file("ec-sec1.key")))
                .as("of another curve")
                .isEqualTo("tls.key does not belong to tls.certificate, which is that of CN=roundtrip");
        assertThat(fault(file("rsa.pem"), OWN.keyPem()))
                .isEqualTo("tls.key is damaged, or no RSA key, as that of tls.certificate is");
        assertThat(fault(file("rsa.pem"), file("ec-sec1.key")))
                .isEqualTo("tls.key is damaged, or no RSA key, as that of tls.certificate is");
    }

    @Test
    void theOwnCertificateComesFirst() {
        var issuer = CA.issues("issuer");

        assertThatCode(() -> profile(OWN.certificatePem() + issuer.certificatePem(), OWN.keyPem()))
                .doesNotThrowAnyException();
        assertThat(fault(issuer.certificatePem() + OWN.certificatePem(), OWN.keyPem()))
                .isEqualTo(
                        "tls.key belongs to certificate 2 of tls.certificate; its own has to come first, then its issuers");
    }

    @Test
    void whatIsNoKeyIsRefusedAndNotShown() {
        var certificate = OWN.certificatePem();

        assertThat(fault(certificate, "no PEM"))
                .isEqualTo("tls.key holds no private key; a PEM text begins with -----BEGIN PRIVATE KEY-----");
        assertThat(fault(certificate, certificate)).startsWith("tls.key holds no private key");
        assertThat(fault(certificate, OWN.keyPem() + OWN.keyPem())).startsWith("tls.key holds 2 private keys");
        assertThat(fault(certificate, block("PRIVATE KEY", "AAAA"))).startsWith("tls.key is damaged, or no EC key");
        assertThat(fault(certificate, block("EC PRIVATE KEY", "AAAA"))).startsWith("tls.key is damaged, or no EC key");
        assertThat(fault(certificate, block("PRIVATE KEY", "A"))).startsWith("tls.key is damaged, or no EC key");
        assertThat(fault(certificate, block("PRIVATE KEY", ""))).startsWith("tls.key is damaged, or no EC key");
        assertThat(fault(certificate, OWN.keyPem().substring(0, 100)))
                .isEqualTo("tls.key breaks off: after -----BEGIN PRIVATE KEY----- no -----END PRIVATE KEY----- comes");
        assertThat(fault(certificate, block("OPENSSH PRIVATE KEY", "AAAA")))
                .isEqualTo(
                        "tls.key is a key of OpenSSH; ssh-keygen -p -N \"\" -m PKCS8 -f FILE makes it one in PKCS #8");
        assertThat(fault(certificate, block("DSA PRIVATE KEY", "AAAA")))
                .isEqualTo(
                        "tls.key is a DSA PRIVATE KEY, which is not known here; openssl pkey -in FILE -out client.key makes it one in PKCS #8");
        assertThat(fault(file("ed.pem"), file("ed-pkcs8.key")))
                .isEqualTo("tls.certificate has a key of kind EdDSA; TLS takes RSA and EC here");
    }

    @Test
    void whatHasRunOutIsTold() {
        var expired = CA.issuesExpired("roundtrip");
        var now = Instant.now();

        assertThat(profile(OWN.certificatePem(), OWN.keyPem()).outdated(now)).isEmpty();
        assertThat(new TlsProfile(CA.pem(), expired.certificatePem(), expired.keyPem()).outdated(now))
                .singleElement()
                .satisfies(outdated -> {
                    assertThat(outdated.setting()).isEqualTo("tls.certificate");
                    assertThat(outdated.words())
                            .matches("the certificate of CN=roundtrip expired on \\d{4}-\\d\\d-\\d\\d");
                });
        assertThat(TlsProfile.trusting(CA.pem()).outdated(Instant.parse("2019-12-31T00:00:00Z")))
                .singleElement()
                .satisfies(outdated -> assertThat(outdated.words())
                        .matches("the certificate of CN=Acme CA is not valid before \\d{4}-\\d\\d-\\d\\d"));
    }

    @Test
    void aCertificateThatIsNoneIsRefused() {
        assertThatThrownBy(() -> profile("no PEM", OWN.keyPem()))
                .hasMessageStartingWith("tls.certificate holds no certificate");
        assertThatThrownBy(() -> profile(block("CERTIFICATE", "AAAA"), OWN.keyPem()))
                .hasMessage("tls.certificate cannot be read: certificate 1 in it is damaged or not X.509");
        assertThatThrownBy(() -> profile(block("CERTIFICATE", "A"), OWN.keyPem()))
                .hasMessage("tls.certificate cannot be read: certificate 1 in it is damaged or not X.509");
    }

    private static String block(String label, String content) {
        return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n".formatted(label, content);
    }

    @Test
    void tellsUntilWhenEachCertificateHoldsAndOfTwoOfOneSubjectTheLast() {
        var soon = Instant.parse("2030-01-01T00:00:00Z");
        var first = CA.issuesUntil(soon, "roundtrip");
        var next = CA.issuesUntil(soon.plusSeconds(60), "roundtrip");
        var other = CA.issuesUntil(soon.plusSeconds(1), "other");

        assertThat(TlsProfile.endings(
                        next.certificatePem() + first.certificatePem() + other.certificatePem(),
                        first.certificatePem()))
                .containsExactly(
                        new TlsProfile.Ending("tls.ca", "CN=roundtrip", soon.plusSeconds(60)),
                        new TlsProfile.Ending("tls.ca", "CN=other", soon.plusSeconds(1)),
                        new TlsProfile.Ending("tls.certificate", "CN=roundtrip", soon));
        assertThat(TlsProfile.endings(null, null)).isEmpty();
    }
}
