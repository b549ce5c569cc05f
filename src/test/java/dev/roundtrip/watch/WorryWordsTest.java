package dev.roundtrip.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.callout.CertificateEnd.Whose;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WorryWordsTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Worry expiring(Whose whose, String name, String notAfter) {
        return new Worry.Expiring(
                whose,
                name,
                Instant.parse(notAfter),
                List.of(new Worry.Expiring.Resting(7, "Icinga: clear"), new Worry.Expiring.Resting(8, "Tell\nOps")));
    }

    private static List<Arguments> worries() {
        return List.of(
                Arguments.of(
                        new Worry.FullDisk("n", "/var/lib/roundtrip/roundtrip.db", 4_123_000_000L, 200L << 30),
                        "The desk’s disk is nearly full: 3.8\u00a0GiB of 200\u00a0GiB are free",
                        "Der Datenträger des Service-Desks ist fast voll: 3,8\u00a0GiB von 200\u00a0GiB sind frei",
                        "/"),
                Arguments.of(
                        new Worry.Stalled(NOON, 2),
                        "Deliveries have not gone out since 25 November 2026, 13:00",
                        "Seit 25. November 2026, 13:00 gehen keine Zustellungen hinaus",
                        "/deliveries?state=waiting"),
                Arguments.of(
                        expiring(Whose.TARGET, "icinga.example.net:5665", "2026-12-07T23:30:00Z"),
                        "The certificate of icinga.example.net:5665 expires on 8 December 2026",
                        "Das Zertifikat von icinga.example.net:5665 läuft am 8. Dezember 2026 ab",
                        "/callouts/7"),
                Arguments.of(
                        expiring(Whose.OWN, "CN=roundtrip", "2026-11-25T11:59:59Z"),
                        "The client certificate CN=roundtrip expired on 25 November 2026",
                        "Das Client-Zertifikat CN=roundtrip ist am 25. November 2026 abgelaufen",
                        "/callouts/7"),
                Arguments.of(
                        expiring(Whose.AUTHORITY, "CN=Acme", "2026-11-26T11:59:59Z"),
                        "The certificate of the private CA CN=Acme expires on 26 November 2026",
                        "Das Zertifikat der privaten CA CN=Acme läuft am 26. November 2026 ab",
                        "/callouts/7"),
                Arguments.of(
                        new Worry.ManyRules(180, 200),
                        "Nearly as many workflow rules are active as may be: 180 of 200",
                        "Fast so viele Workflow-Regeln sind aktiv, wie es sein dürfen: 180 von 200",
                        "/rules/audit"));
    }

    @ParameterizedTest
    @MethodSource("worries")
    void areToldInTheLanguageOfWhoReadsThem(Worry worry, String english, String german, String page) {
        var inEnglish = new WorryWords(Locale.ENGLISH, BERLIN, NOON).message(worry);
        var inGerman = new WorryWords(Locale.GERMAN, BERLIN, NOON).message(worry);

        assertThat(inEnglish.subject()).isEqualTo(english);
        assertThat(inGerman.subject()).isEqualTo(german);
        assertThat(inGerman.text()).isNotEqualTo(inEnglish.text()).doesNotContain("{");
        assertThat(inEnglish.link()).isEqualTo(page);
        assertThat(inEnglish.thread()).isEqualTo(inGerman.thread()).matches("worry-[0-9a-f-]{36}");
        if (worry instanceof Worry.Expiring) {
            assertThat(inEnglish.text()).endsWith(":\n\n- Icinga: clear\n- Tell Ops");
        }
    }

    @ParameterizedTest
    @MethodSource("worries")
    void areKeptAsTheyAre(Worry worry, String english, String german, String page) {
        assertThat(WorryJson.read(WorryJson.what(worry), WorryJson.facts(worry)))
                .isEqualTo(worry);
    }
}
