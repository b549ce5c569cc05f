package dev.roundtrip.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.CertificateEnd;
import dev.roundtrip.callout.CertificateEnd.Whose;
import dev.roundtrip.delivery.Pulse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LooksTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final long MIB = 1L << 20;

    @ParameterizedTest(name = "{0} MiB of {1}: {2}")
    @CsvSource({
        "1024, 1048576, true",
        "1023, 1024, true", // nearly empty, and no GiB all the same
        "1024, 2048, false",
        "1024, 10239, false", // a tenth, and a little more
        "1024, 10260, true",
        "5119, 102400, true",
        "5120, 102400, false", // 5 %, and 5 GiB
        "9000, 1048576, false",
    })
    void aDiskIsScarceByShareAndByWhatIsLeft(long free, long total, boolean scarce) {
        assertThat(new Gauge.Space(free * MIB, total * MIB).isScarce()).isEqualTo(scarce);
    }

    @Test
    void theSystemKnowsTheSpaceOfAFolder(@TempDir Path folder) throws IOException {
        var space = Gauge.SYSTEM.of(folder);

        assertThat(space.free()).isPositive().isLessThanOrEqualTo(space.total());
    }

    @ParameterizedTest(name = "{0} of {1} rules: {2}")
    @CsvSource({"179, 200, false", "180, 200, true", "200, 200, true", "8, 9, false", "9, 9, true", "0, 1, false"})
    void nineOfTenRulesAreNearTheMost(long active, int most, boolean near) {
        assertThat(RuleLook.judge(active, most)).hasSize(near ? 1 : 0);
    }

    @ParameterizedTest(name = "in lane {0}, carried {1}, last begun {2} s ago: {3}")
    @CsvSource({
        "callout:1, false, 300, true",
        "callout:1, false, 299, false", // something goes out somewhere
        "callout:1, true, 300, false", // the lane may just be full
        "mail, false, 300, false",
    })
    void deliveriesAreStalledWhenNothingBegins(String lane, boolean carried, long ago, boolean stalled) {
        var since = NOON.minusSeconds(400);
        var pulse = new Pulse(List.of(new Pulse.Late(lane, since, carried)), NOON.minusSeconds(ago));

        assertThat(StallLook.judge(pulse, NOON)).isEqualTo(stalled ? List.of(new Worry.Stalled(since, 1)) : List.of());
    }

    @Test
    void whatIsNotLateIsNotStalledHoweverLongNothingBegan() {
        assertThat(StallLook.judge(new Pulse(List.of(), Instant.EPOCH), NOON)).isEmpty();
    }

    @Test
    void deliveriesAreStalledSinceTheOldestWasDue() {
        var pulse = new Pulse(
                List.of(
                        new Pulse.Late("callout:1", NOON.minusSeconds(400), false),
                        new Pulse.Late("callout:2", NOON.minusSeconds(900), false)),
                NOON.minusSeconds(1000));

        assertThat(StallLook.judge(pulse, NOON)).containsExactly(new Worry.Stalled(NOON.minusSeconds(900), 2));
    }

    @ParameterizedTest(name = "{0} h before its end: {1}")
    @CsvSource({"337, false", "336, true", "1, true", "-1, true"})
    void aCertificateEndsSoonInFourteenDays(long hours, boolean soon) {
        var end = end("Close", Whose.TARGET, NOON.plus(Duration.ofHours(hours)));

        assertThat(CertificateLook.judge(List.of(end), NOON)).hasSize(soon ? 1 : 0);
    }

    @Test
    void oneCertificateIsOneWorryHoweverManyCalloutsRestOnIt() {
        var end = NOON.plus(Duration.ofDays(3));
        var worries = CertificateLook.judge(
                List.of(
                        end("Close", Whose.TARGET, end),
                        end("Tell", Whose.TARGET, end),
                        end("Tell", Whose.OWN, end),
                        end("Open", Whose.TARGET, end.plusSeconds(1))),
                NOON);

        assertThat(worries)
                .extracting(worry -> ((Worry.Expiring) worry)
                        .callouts().stream().map(Worry.Expiring.Resting::name).toList())
                .containsExactly(List.of("Close", "Tell"), List.of("Tell"), List.of("Open"));
        assertThat(worries).extracting(Worry::key).doesNotHaveDuplicates();
    }

    private static CertificateEnd end(String callout, Whose whose, Instant notAfter) {
        return new CertificateEnd(
                Callout.to(callout, "https://icinga.example.net/"), whose, "icinga.example.net", notAfter);
    }
}
