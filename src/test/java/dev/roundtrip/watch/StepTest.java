package dev.roundtrip.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final Worry FOUND = new Worry.ManyRules(190, 200);

    private static WorryTable.Row row(
            Worry worry, Duration foundAgo, @Nullable Duration toldAgo, @Nullable Duration endedAgo) {
        return new WorryTable.Row(
                worry.key(),
                WorryJson.what(worry),
                WorryJson.facts(worry),
                NOON.minus(foundAgo),
                toldAgo == null ? null : NOON.minus(toldAgo),
                endedAgo == null ? null : NOON.minus(endedAgo));
    }

    @Test
    void whatIsNotKnownBeginsWhetherSomebodyCanBeToldOrNot() {
        assertThat(Step.of(null, FOUND, NOON, true)).isEqualTo(Step.BEGIN);
        assertThat(Step.of(null, FOUND, NOON, false)).isEqualTo(Step.BEGIN);
    }

    @ParameterizedTest(name = "found {0} ago, told {1} ago: {2}")
    @CsvSource({
        "PT1M, PT1M, NOTHING",
        "PT9M59S, PT1H, NOTHING",
        "PT10M, PT1H, KEEP",
        "PT1M, PT167H59M, NOTHING",
        "PT1M, PT168H, TELL",
    })
    void whatLastsIsToldOnceAWeek(Duration foundAgo, Duration toldAgo, Step step) {
        assertThat(Step.of(row(FOUND, foundAgo, toldAgo, null), FOUND, NOON, true))
                .isEqualTo(step);
    }

    @Test
    void otherFactsAreKeptAndNotTold() {
        var before = row(new Worry.ManyRules(189, 200), Duration.ofMinutes(1), Duration.ofHours(1), null);

        assertThat(Step.of(before, FOUND, NOON, true)).isEqualTo(Step.KEEP);
    }

    @Test
    void whatNobodyWasToldIsToldAsSoonAsThereIsSomebody() {
        var untold = row(FOUND, Duration.ofMinutes(1), null, null);

        assertThat(Step.of(untold, FOUND, NOON, false)).isEqualTo(Step.NOTHING);
        assertThat(Step.of(untold, FOUND, NOON, true)).isEqualTo(Step.TELL);
    }

    @Test
    void whatComesBackWithinADayIsKeptAndNotTold() {
        var over = row(FOUND, Duration.ofHours(24), Duration.ofDays(2), Duration.ofHours(23));

        assertThat(Step.of(over, FOUND, NOON, true)).isEqualTo(Step.KEEP);
        assertThat(Step.isGone(over, NOON)).isFalse();
        assertThat(Step.isGone(row(FOUND, Duration.ofHours(25), null, Duration.ofHours(24)), NOON))
                .isTrue();
    }
}
