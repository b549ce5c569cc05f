package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.callout.Masking;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown of a request that went by, and what is not. */
class RecordedTest {
    private static final String SECRET = "correct \"horse\"/battery+9";

    private static final SentSecrets SECRETS =
            new SentSecrets(List.of(SECRET), List.of(new Masking.Login("api@acme.example", SECRET)));

    private static Beginning gone(byte[] bytes) {
        var beginning = new Beginning();
        beginning.add(bytes, 0, bytes.length);
        return beginning;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static LoggedRequest shown(String address, byte[] sent, String answer) {
        return new Recorded(
                        new Recorded.Of(1, true),
                        Instant.EPOCH,
                        "POST",
                        address,
                        200,
                        12,
                        "ACME1",
                        "application/json; " + SECRET,
                        "curl " + SECRET,
                        SECRETS,
                        sent.length,
                        gone(sent),
                        gone(utf8(answer)))
                .readable(SECRETS.masking());
    }

    private static LoggedRequest.Said shown(byte[] sent) {
        return shown("/ATServicesRest/V1.0/Tickets", sent, "{}").request();
    }

    private static byte[] packed(byte[] plain) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    @Test
    void aShortBodyIsShownWhole() {
        assertThat(shown(utf8("{\"title\":\"Plötzlich 🔥\"}")))
                .isEqualTo(new LoggedRequest.Said(27, "{\"title\":\"Plötzlich 🔥\"}", false));
        assertThat(shown(utf8("x".repeat(4_000)))).isEqualTo(new LoggedRequest.Said(4_000, "x".repeat(4_000), false));
        assertThat(shown(utf8(""))).isEqualTo(new LoggedRequest.Said(0, null, false));
    }

    @ParameterizedTest
    @ValueSource(ints = {4_001, 16_384, 16_385, 5_000_000})
    void aLongBodyIsCutAndSaysSo(int length) {
        assertThat(shown(utf8("x".repeat(length)))).isEqualTo(new LoggedRequest.Said(length, "x".repeat(4_000), true));
    }

    @Test
    void fourThousandCharactersAreShownInAnyScript() {
        assertThat(shown(utf8("票".repeat(4_000)))).isEqualTo(new LoggedRequest.Said(12_000, "票".repeat(4_000), false));
        assertThat(shown(utf8("票".repeat(6_000))).text()).isEqualTo("票".repeat(4_000));
    }

    @Test
    void whatWasAnnouncedAndNotReadIsCut() {
        assertThat(gone(utf8("")).said(SECRETS.masking(), 300)).isEqualTo(new LoggedRequest.Said(300, null, true));
        assertThat(gone(utf8("{\"ti")).said(SECRETS.masking(), 300))
                .isEqualTo(new LoggedRequest.Said(300, "{\"ti", true));
    }

    @Test
    void aPackedBodyIsShownUnpacked() throws IOException {
        var small = packed(utf8("{\"title\":\"packed\"}"));
        var large = packed(utf8("x".repeat(5_000)));
        var noise = new byte[40_000];
        new Random(1).nextBytes(noise);

        assertThat(shown(small)).isEqualTo(new LoggedRequest.Said(small.length, "{\"title\":\"packed\"}", false));
        assertThat(shown(large)).isEqualTo(new LoggedRequest.Said(large.length, "x".repeat(4_000), true));
        assertThat(shown(packed(noise)).text())
                .as("of which only the beginning is there")
                .hasSize(4_000);
    }

    @Test
    void aBombIsUnpackedNoFurtherThanItIsShown() throws IOException {
        var bomb = packed(new byte[50_000_000]);

        assertThat(shown(bomb).text()).isEqualTo("\uFFFD".repeat(4_000));
        assertThat(shown(bomb).cut()).isTrue();
    }

    @Test
    void whatNoStoreCanKeepIsReplaced() {
        assertThat(shown(new byte[] {'a', 0, (byte) 0xff, 'b'}).text()).isEqualTo("a\uFFFD\uFFFDb");
        assertThat(shown(new byte[] {0x1f, (byte) 0x8b, 'n', 'o', 'n', 'e'}))
                .as("begins like gzip, and is none")
                .isEqualTo(new LoggedRequest.Said(6, "", false));
        var halved = shown(utf8("x".repeat(3_999) + "🔥"));
        assertThat(halved.text()).isEqualTo("x".repeat(3_999) + "\uFFFD");
        assertThat(halved.cut()).isTrue();
    }

    @Test
    void whatItSignedInWithStandsNowhereInIt() {
        var encoded = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        var inJson = SECRET.replace("\"", "\\\"");

        var request = shown(
                "/ATServicesRest/V1.0/Tickets/query?search=" + encoded + "&x=1",
                utf8("{\"Secret\":\"" + inJson + "\",\"title\":\"kept\"}"),
                "{\"errors\":[\"Secret: " + inJson + " is not known\"]}");

        assertThat(request.address()).isEqualTo("/ATServicesRest/V1.0/Tickets/query?search=••••••••&x=1");
        assertThat(request.request().text()).isEqualTo("{\"Secret\":\"••••••••\",\"title\":\"kept\"}");
        assertThat(request.answer().text()).isEqualTo("{\"errors\":[\"Secret: •••••••• is not known\"]}");
        assertThat(request.contentType()).isEqualTo("application/json; ••••••••");
        assertThat(request.userAgent()).isEqualTo("curl ••••••••");
        assertThat(request.integrationCode()).isEqualTo("••••••••");
    }

    @Test
    void aSecretThatTheCutWouldHalveIsHidden() {
        var body = "x".repeat(3_990) + SECRET + "x".repeat(100);

        assertThat(shown(utf8(body)).text()).doesNotContain("correct").startsWith("x".repeat(3_990));
    }

    @ParameterizedTest
    @CsvSource({
        "?Secret=another&x=1,             ?Secret=••••••••&x=1",
        "?x=1&secret=another,             ?x=1&secret=••••••••",
        "?PASSWORD=a%20b&token=c,         ?PASSWORD=••••••••&token=••••••••",
        "?ApiIntegrationCode=ACME1,       ?ApiIntegrationCode=••••••••",
        "?secret=,                        ?secret=",
        "?api_key=foo&SECRET%3Dzz,        ?api_key=••••••••&SECRET%3D••••••••",
        "?secretary=Ann,                  ?secretary=Ann",
    })
    void whatIsNamedLikeASecretInAnAddressIsHidden(String query, String shown) {
        assertThat(shown("/ATServicesRest/V1.0/Tickets" + query, utf8(""), "").address())
                .isEqualTo("/ATServicesRest/V1.0/Tickets" + shown);
    }

    @Test
    void aVeryLongAddressIsCut() {
        assertThat(shown("/" + "x".repeat(60_000), utf8(""), "").address()).isEqualTo("/" + "x".repeat(1_999) + "…");
    }

    @Test
    void ofALongCodeTheBeginningIsShown() {
        var code = "ZQX7K2M4P9L1R8T3";
        var request = new Recorded(
                        new Recorded.Of(1, true),
                        Instant.EPOCH,
                        "GET",
                        "/",
                        200,
                        0,
                        code,
                        null,
                        null,
                        SECRETS,
                        0,
                        gone(utf8("")),
                        gone(utf8("")))
                .readable(SECRETS.masking());

        assertThat(request.integrationCode()).isEqualTo("ZQX••••••••");
    }

    @Test
    void doesNotTellItsSecretsWhenItIsPrinted() {
        assertThat(SECRETS.toString()).doesNotContain("correct");
    }
}
