package dev.roundtrip.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.TestCa;
import dev.roundtrip.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a setup file says of the certificate that a callout shows. */
class SetupCertificatesTest {
    private static final TestCa CA = TestCa.named("Acme CA");
    private static final TestCa.Identity OWN = CA.issues("roundtrip");
    private static final TestCa.Identity OTHER = CA.issues("other");
    private static final TestCa.Identity EXPIRED = CA.issuesExpired("roundtrip");
    private static final String BOTH = "{ certificate: client.pem, key: client.key }";

    private final SetDesk desk = SetDesk.on(TestDatabase.SQLITE);

    @AfterEach
    void close() {
        desk.close();
    }

    private static String showing(String tls) {
        return """
                callouts:
                  - name: Close
                    url: "https://a.example/"
                """ + (tls.isEmpty() ? "" : "    tls: " + tls + "\n");
    }

    private static Map<String, String> files(TestCa.Identity certificate, TestCa.Identity key) {
        return Map.of("file:client.pem", certificate.certificatePem(), "file:client.key", key.keyPem());
    }

    private List<String> differences(String tls, Map<String, String> files) {
        var differences = desk.apply(showing(tls), files).differences();
        assertThat(desk.apply(showing(tls), files).differences())
                .as("the second time")
                .isEmpty();
        return differences;
    }

    private List<String> refused(String tls, Map<String, String> files) {
        try {
            desk.apply(showing(tls), files);
        } catch (SetupRefused e) {
            return e.mistakes().stream().map(SetupMistake::toString).toList();
        }
        throw new AssertionError("not refused");
    }

    @Test
    void theCertificateIsKeptAndItsKeySealed() {
        differences(BOTH, files(OWN, OWN));

        var kept = desk.house
                .store()
                .jdbc()
                .sql("select settings, secrets from callout")
                .query()
                .singleRow()
                .toString();
        assertThat(desk.house.callouts().named("Close").orElseThrow().certificate())
                .isEqualTo(OWN.certificatePem());
        assertThat(kept)
                .contains("BEGIN CERTIFICATE", "tls.key")
                .doesNotContain("BEGIN PRIVATE", OWN.keyPem().substring(40, 60));
    }

    @Test
    void anotherOneIsTold() {
        differences(BOTH, files(OWN, OWN));

        assertThat(differences(BOTH, files(OTHER, OTHER)))
                .containsExactly("a secret of \"Close\" differs", "callout \"Close\": tls.certificate differs");
        assertThat(differences("", Map.of())).containsExactly("callout \"Close\": tls.certificate differs");
        assertThat(refused("{ certificate: client.pem }", files(OTHER, OTHER)))
                .as("the key went with the certificate")
                .containsExactly(
                        "desk.yaml:4:10: callouts[0].tls.key: is missing; without its private key tls.certificate cannot be shown");
    }

    @Test
    void aKeyThatIsLeftOutStays() {
        differences(BOTH, files(OWN, OWN));

        assertThat(differences("{ certificate: client.pem }", files(OWN, OWN))).isEmpty();
        assertThat(refused("{ certificate: client.pem }", files(OTHER, OTHER)))
                .containsExactly(
                        "desk.yaml:4:10: callouts[0].tls.key: does not belong to tls.certificate, which is that of CN=other");
    }

    @Test
    void whatIsWrongIsToldWhereItStandsAndNotShown() {
        assertThat(refused(BOTH, files(OWN, OTHER)))
                .containsExactly(
                        "desk.yaml:4:42: callouts[0].tls.key: does not belong to tls.certificate, which is that of CN=roundtrip");
        assertThat(refused("{ key: client.key }", files(OWN, OWN)))
                .containsExactly(
                        "desk.yaml:4:17: callouts[0].tls.key needs the certificate that it belongs to beside it");
        assertThat(refused("{ certificate: client.key, key: client.key }", files(OWN, OWN)))
                .containsExactly(
                        "desk.yaml:4:25: callouts[0].tls.certificate: holds a PRIVATE KEY; only certificates belong there, and a private key under tls.key");
        assertThat(refused("{ certificate: client.pem, key: client.pem }", files(OWN, OWN)))
                .containsExactly(
                        "desk.yaml:4:42: callouts[0].tls.key: holds no private key; a PEM text begins with -----BEGIN PRIVATE KEY-----");
        assertThat(refused("{ certificate: gone.pem, key: gone.key }", Map.of()))
                .hasSize(2)
                .allSatisfy(mistake -> assertThat(mistake).contains("the file \"gone."));
    }

    @Test
    void whatHasRunOutOrIsOfNoUseIsAWarning() {
        var expired = desk.apply(showing(BOTH).replace("https:", "http:"), files(EXPIRED, EXPIRED));

        assertThat(expired.applied()).isTrue();
        assertThat(expired.warnings())
                .map(SetupWarning::toString)
                .contains(
                        "desk.yaml:4:25: warning: callouts[0].tls.certificate: the certificate of CN=roundtrip expired on 2020-01-31",
                        "desk.yaml:4:25: warning: callouts[0].tls.certificate: is of no use over http://, which shows nobody a certificate; use https://");
    }
}
