package dev.roundtrip.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a setup file says of signatures. */
class SetupSigningTest {
    private static final String OLD = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
    private static final String NEW = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ADVICE =
            "; a signing secret is whsec_ and the Base64 of 24 to 64 bytes, as made by: echo \"whsec_$(openssl rand -base64 32)\"";

    private final SetDesk desk = SetDesk.on(TestDatabase.SQLITE);

    @AfterEach
    void close() {
        desk.close();
    }

    private static String signed(String sign) {
        return """
                callouts:
                  - name: Close
                    url: "https://a.example/"
                """ + (sign.isEmpty() ? "" : "    sign: " + sign + "\n");
    }

    private List<String> differences(String sign) {
        var differences = desk.apply(signed(sign)).differences();
        assertThat(desk.apply(signed(sign)).differences()).as("the second time").isEmpty();
        return differences;
    }

    private int signatures() {
        return desk.house.callouts().named("Close").orElseThrow().signatures();
    }

    @Test
    void aSecretIsExchangedInThreeSteps() {
        differences("{ secrets: [ %s ] }".formatted(OLD));

        assertThat(differences("{ secrets: [ %s, %s ] }".formatted(NEW, OLD)))
                .containsExactly(
                        "callout \"Close\": sign \"with one secret\" -> \"with 2 secrets\"",
                        "a secret of \"Close\" differs");
        assertThat(differences("{ secrets: [ %s ] }".formatted(NEW)))
                .containsExactly("callout \"Close\": sign \"with 2 secrets\" -> \"with one secret\"");
        assertThat(differences("")).containsExactly("callout \"Close\": sign \"with one secret\" -> \"none\"");
        assertThat(signatures()).isZero();
    }

    @Test
    void secretsThatAreLeftOutStay() {
        differences("{ secrets: [ %s, %s ] }".formatted(NEW, OLD));

        assertThat(differences("{}")).isEmpty();
        assertThat(differences("{ secrets: }")).isEmpty();
        assertThat(signatures()).isEqualTo(2);

        differences("");
        assertThat(desk.refused(signed("{}")))
                .containsExactly("desk.yaml:4:11: callouts[0].sign lacks its secrets; none are kept");
    }

    @Test
    void whatIsNoSecretIsToldWhereItStandsAndNotShown() {
        assertThat(desk.refused(signed("{ secrets: [ %s, correct-horse ] }".formatted(NEW))))
                .containsExactly("desk.yaml:4:64: callouts[0].sign.secrets[1]: does not begin with whsec_" + ADVICE);
        assertThat(desk.refused(signed("{ secrets: [ whsec_c2hvcnQ= ] }")))
                .containsExactly("desk.yaml:4:24: callouts[0].sign.secrets[0]: holds 5 bytes" + ADVICE);
        assertThat(desk.refused(signed("{ secrets: [ %s, %s ] }".formatted(NEW, NEW))))
                .containsExactly(
                        "desk.yaml:4:64: callouts[0].sign.secrets[1]: is the same as the one before it; during a change both the new one and the old one stand there");
        assertThat(desk.refused(signed("{ secrets: [ %s, %s, %s ] }".formatted(NEW, OLD, NEW))))
                .containsExactly(
                        "desk.yaml:4:22: callouts[0].sign.secrets holds 3; at most two sign at once, the new one and then the old one");
        assertThat(desk.refused(signed("{ secrets: [] }")))
                .containsExactly(
                        "desk.yaml:4:22: callouts[0].sign.secrets holds none; for requests without a signature leave sign out");
        assertThat(desk.refused(signed("{ secret: %s }".formatted(NEW))))
                .containsExactly("desk.yaml:4:13: callouts[0].sign.secret is not known; did you mean \"secrets\"?");
        assertThat(desk.refused(signed(NEW)))
                .containsExactly("desk.yaml:4:11: callouts[0].sign has to be a map (key: value), not a single value");
    }

    @Test
    void aReferenceIsFilledIn() {
        var values = Map.of("env:NEW", NEW, "file:old.secret", OLD);

        desk.apply(signed("{ secrets: [ \"${env:NEW}\", \"${file:old.secret}\" ] }"), values);

        assertThat(differences("{ secrets: [ %s, %s ] }".formatted(NEW, OLD))).isEmpty();
    }
}
