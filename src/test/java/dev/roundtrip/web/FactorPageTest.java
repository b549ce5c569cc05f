package dev.roundtrip.web;

import static dev.roundtrip.web.PageClient.location;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.roundtrip.people.PasswordHash;
import dev.roundtrip.people.SecurityEvent.What;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactorPageTest {
    private static final String PAGE = "/profile/factor";
    private static final String CODE = "/signin/code";
    private static final Pattern SECRET = Pattern.compile("<code class=\"break\">([A-Z2-7 ]{39})</code>");
    private static final Pattern RECOVERY =
            Pattern.compile("<code class=\"break\">([0-9A-Z]{6}(?:-[0-9A-Z]{6}){3})</code>");

    private final PageServer server;

    FactorPageTest(@TempDir Path data) {
        server = PageServer.withTechnician(data);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static List<String> found(Pattern pattern, String page) {
        return pattern.matcher(page).results().map(one -> one.group(1)).toList();
    }

    private String code(String secret) {
        return AppCodes.shown(secret, server.clock.instant());
    }

    private record SetUp(PageClient client, String secret, List<String> recovery) {}

    private SetUp setUp() {
        var client = server.signedIn();
        var secret = found(SECRET, client.get(PAGE).body()).getFirst();
        var answer = client.submit(PAGE, PAGE, Map.of("current", PageServer.PASSWORD, "code", code(secret)));
        assertThat(location(answer)).isEqualTo(PAGE);
        var recovery = found(RECOVERY, client.get(PAGE).body());
        server.clock.pass(Duration.ofSeconds(30));
        return new SetUp(client, secret, recovery);
    }

    private PageClient halfIn() {
        var client = server.client();
        assertThat(location(client.signIn(PageServer.LOGIN, PageServer.PASSWORD)))
                .isEqualTo(CODE);
        return client;
    }

    private List<What> whats() {
        var whats = new ArrayList<What>();
        server.house.securityLog().all(event -> whats.add(event.what()));
        return whats;
    }

    @Test
    void isSetUpWithPasswordAndCodeAndShowsRecoveryCodesOnce() {
        var elsewhere = server.signedIn();
        var client = server.signedIn();
        var page = client.get(PAGE).body();
        var secret = found(SECRET, page).getFirst();
        assertThat(found(SECRET, client.get(PAGE).body()))
                .as("the same until then")
                .containsExactly(secret);

        assertThat(client.submit(PAGE, PAGE, Map.of("current", "not this one", "code", code(secret)))
                        .body())
                .contains("This is not your password.");
        var wrong = client.submit(PAGE, PAGE, Map.of("current", PageServer.PASSWORD, "code", "nonsense"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("id=\"code-e\"").contains("This code is wrong");

        client.submit(PAGE, PAGE, Map.of("current", PageServer.PASSWORD, "code", code(secret)));

        assertThat(found(RECOVERY, client.get(PAGE).body())).hasSize(10);
        assertThat(found(RECOVERY, client.get(PAGE).body())).as("once").isEmpty();
        assertThat(client.get(PAGE).body()).doesNotContain(secret);
        assertThat(client.get("/profile").body()).contains("10 recovery codes are left");
        assertThat(location(elsewhere.get("/deliveries"))).isEqualTo("/signin");
        assertThat(whats()).contains(What.SECOND_FACTOR_ON);
    }

    @Test
    void isDrawnAsAnAppReadsIt() throws Exception {
        var page = server.signedIn().get(PAGE).body();
        var size = Integer.parseInt(found(Pattern.compile("class=\"qr\"[^>]*viewBox=\"0 0 (\\d+) "), page)
                .getFirst());
        var scale = 4;
        var pixels = new int[size * size * scale * scale];
        Arrays.fill(pixels, 0xffffff);
        var square = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z").matcher(page);
        while (square.find()) {
            for (int i = 0; i < scale * scale; i++) {
                int x = Integer.parseInt(square.group(1)) * scale + i % scale;
                int y = Integer.parseInt(square.group(2)) * scale + i / scale;
                pixels[y * size * scale + x] = 0;
            }
        }

        var read = new QRCodeReader()
                .decode(new BinaryBitmap(
                        new HybridBinarizer(new RGBLuminanceSource(size * scale, size * scale, pixels))));

        assertThat(read.getText())
                .isEqualTo("otpauth://totp/Roundtrip:tech%40acme.example?secret="
                        + found(SECRET, page).getFirst().replace(" ", "") + "&issuer=Roundtrip");
    }

    @Test
    void isAskedForOnASecondPage() {
        var secret = setUp().secret();
        var client = server.client();
        client.get("/deliveries?q=%7Bx%7D");
        client.signIn(PageServer.LOGIN, PageServer.PASSWORD);
        var half = client.session();
        assertThat(location(client.get("/tickets")))
                .as("the password opens nothing")
                .isEqualTo("/signin");
        client.get("/deliveries?q=%7Bx%7D");

        assertThat(client.submit(CODE, CODE, Map.of("code", "000000x")).statusCode())
                .isEqualTo(401);
        var answer = client.submit(CODE, CODE, Map.of("code", code(secret)));

        assertThat(location(answer)).isEqualTo("/deliveries?q=%7Bx%7D");
        assertThat(client.get("/deliveries").statusCode()).isEqualTo(200);
        assertThat(client.session()).isNotEqualTo(half);
        assertThat(whats()).contains(What.SECOND_FACTOR_REFUSED);
    }

    @Test
    void isNotShownTwice() {
        var secret = setUp().secret();
        var code = code(secret);
        halfIn().submit(CODE, CODE, Map.of("code", code));

        var again = halfIn().submit(CODE, CODE, Map.of("code", code));

        assertThat(again.statusCode()).isEqualTo(401);
    }

    @Test
    void hasARecoveryCodeInItsPlace() {
        var recovery = setUp().recovery();
        var client = halfIn();

        assertThat(location(client.submit(CODE, CODE, Map.of("code", recovery.getFirst()))))
                .isEqualTo("/");
        assertThat(client.get("/profile").body()).contains("9 recovery codes are left");
        assertThat(whats()).contains(What.RECOVERY_CODE_USED);
    }

    @Test
    void isThrottledFromAllAddressesTogetherLikePasswords() {
        var secret = setUp().secret();
        var client = halfIn();
        for (int i = 0; i < SignInThrottle.TRIES; i++) {
            client.submit(CODE, CODE, Map.of("code", "guess" + i));
        }

        var answer = client.submit(CODE, CODE, Map.of("code", code(secret)));

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).contains("Too many tries.");
        assertThat(whats()).contains(What.SIGN_IN_THROTTLED);
    }

    @Test
    void isNotReachedWithoutAPasswordNorLongAfterIt() {
        setUp();
        assertThat(location(server.client().get(CODE))).isEqualTo("/signin");
        var client = halfIn();
        assertThat(client.get(CODE).statusCode()).isEqualTo(200);

        server.clock.pass(HalfSignedIn.LONGEST);

        assertThat(location(client.get(CODE))).isEqualTo("/signin");
    }

    @Test
    void doesNotHelpWhereThePasswordWasChangedMeanwhile() {
        var secret = setUp().secret();
        var client = halfIn();
        server.clock.pass(Duration.ofSeconds(30));
        var person = server.house.people().named(PageServer.LOGIN).orElseThrow().id();
        server.house.people().changePassword(person, PasswordHash.of("staple battery horse"));

        client.submit(CODE, CODE, Map.of("code", code(secret)));

        assertThat(location(client.get("/deliveries"))).isEqualTo("/signin");
    }

    @Test
    void isTurnedOffWithPasswordAndCode() {
        var set = setUp();
        var off = PAGE + "/off";

        assertThat(set.client()
                        .submit(PAGE, off, Map.of("current", "not this one", "code", code(set.secret())))
                        .statusCode())
                .isEqualTo(422);
        assertThat(set.client()
                        .submit(PAGE, off, Map.of("current", PageServer.PASSWORD, "code", "nonsense"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(location(server.client().signIn(PageServer.LOGIN, PageServer.PASSWORD)))
                .isEqualTo(CODE);

        set.client().submit(PAGE, off, Map.of("current", PageServer.PASSWORD, "code", code(set.secret())));

        assertThat(location(server.client().signIn(PageServer.LOGIN, PageServer.PASSWORD)))
                .isEqualTo("/");
        assertThat(whats()).contains(What.SECOND_FACTOR_OFF);
    }

    @Test
    void isTakenAwayByAnAdministratorAlone() {
        var set = setUp();
        var page = "/settings/people/"
                + server.house.people().named(PageServer.LOGIN).orElseThrow().id();
        assertThat(set.client().submit("/profile", page + "/factor", Map.of()).statusCode())
                .isEqualTo(403);
        var administrator = server.administrator();
        assertThat(administrator.get(page).body()).contains("Take it away");

        administrator.submit(page, page + "/factor", Map.of());

        assertThat(location(set.client().get("/deliveries"))).isEqualTo("/signin");
        server.clock.pass(Duration.ofSeconds(1));
        assertThat(location(server.client().signIn(PageServer.LOGIN, PageServer.PASSWORD)))
                .isEqualTo("/");
        assertThat(administrator.get(page).body()).doesNotContain("Take it away");
        assertThat(administrator.get("/settings/security").body()).contains("Second factor taken from somebody");
    }
}
