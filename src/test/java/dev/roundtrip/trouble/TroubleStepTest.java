package dev.roundtrip.trouble;

import static dev.roundtrip.trouble.TroubleStep.BEGIN;
import static dev.roundtrip.trouble.TroubleStep.CLOSE;
import static dev.roundtrip.trouble.TroubleStep.DIGEST;
import static dev.roundtrip.trouble.TroubleStep.OVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.delivery.DeliveryState;
import dev.roundtrip.trouble.Trouble.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people hear of a trouble, and what they are spared. */
class TroubleStepTest {
    private static final Instant BEGAN = Instant.parse("2026-11-28T10:00:00Z");
    private static final Duration EVERY = Duration.ofMinutes(15);

    private static Failing row(DeliveryState state, int failedAtMinute, boolean told) {
        var at = minute(failedAtMinute);
        return new Failing(
                "d" + failedAtMinute, 1, "T20261128.0001", state, at, state.isEnd() ? at : null, "503", told);
    }

    private static Instant minute(int minute) {
        return BEGAN.plus(Duration.ofMinutes(minute));
    }

    private static @Nullable Instant maybe(@Nullable Integer minute) {
        return minute == null ? null : minute(minute);
    }

    /** All minutes count from the beginning; {@code silent} is one that was given up and not told. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                # now, heard,   told at, steady,   last success, open,  silent, what follows
                  0,   NOTHING, -,       steady,   -,            true,  false,  BEGIN
                  0,   NOTHING, -,       steady,   -,            false, true,   BEGIN
                  5,   FAILS,   0,       steady,   -,            true,  true,   NOTHING
                  14,  FAILS,   0,       steady,   -,            true,  true,   NOTHING
                  15,  FAILS,   0,       steady,   -,            true,  true,   DIGEST
                  15,  FAILS,   0,       steady,   -,            false, true,   DIGEST
                  90,  FAILS,   0,       steady,   -,            true,  false,  NOTHING
                  5,   FAILS,   0,       steady,   5,            true,  false,  NOTHING
                  5,   FAILS,   0,       steady,   5,            false, false,  OVER
                  5,   FAILS,   0,       steady,   5,            false, true,   OVER
                  5,   FAILS,   0,       steady,   1,            false, true,   NOTHING
                  5,   FAILS,   0,       unsteady, 5,            false, false,  NOTHING
                  15,  FAILS,   0,       unsteady, 15,           false, false,  OVER
                  5,   WORKS,   0,       unsteady, 1,            true,  false,  NOTHING
                  15,  WORKS,   0,       unsteady, 1,            true,  false,  DIGEST
                  5,   WORKS,   0,       unsteady, 5,            false, false,  CLOSE
                  5,   WORKS,   0,       unsteady, 5,            false, true,   NOTHING
                  15,  WORKS,   0,       unsteady, 15,           false, true,   OVER
                """)
    void isDecidedByWhatPeopleKnowAndWhatTheyDoNot(
            int now,
            Heard heard,
            @Nullable Integer toldAt,
            String steady,
            @Nullable Integer wellAt,
            boolean open,
            boolean silent,
            TroubleStep follows) {
        var trouble = new Trouble(
                1,
                "callout:1",
                "Close",
                "trouble-x",
                BEGAN,
                heard,
                maybe(toldAt),
                Set.of(),
                steady.equals("unsteady"),
                open ? minute(now) : silent ? minute(Math.min(now, 4)) : BEGAN,
                maybe(wellAt),
                BEGAN,
                null);
        var rows = new ArrayList<Failing>();
        if (open) {
            rows.add(row(DeliveryState.WAITING, now, false));
        }
        if (silent) {
            rows.add(row(DeliveryState.GIVEN_UP, Math.min(now, 4), false));
        }

        assertThat(TroubleStep.next(trouble, rows, true, EVERY, minute(now))).isEqualTo(follows);
        assertThat(TroubleStep.next(trouble, rows, false, EVERY, minute(now)))
                .as("nobody wants to hear of it any more")
                .isEqualTo(CLOSE);
    }

    /** What a desk would do with it: minute by minute something fails, is given up, or is delivered. */
    @Property(tries = 300)
    void whateverComesPeopleHearSeldomAndNothingGivenUpStaysSilent(
            @ForAll @Size(min = 1, max = 200) List<@IntRange(max = 4) Integer> minutes) {
        var story = new Story();
        for (var what : minutes) {
            story.next(what);
        }
        // From then on all goes well.
        for (int i = 0; i < 40; i++) {
            story.next(2);
        }

        assertThat(story.silent()).as("given up, and never told").isZero();
        assertThat(story.troubles).as("all is well in the end, and people know").isNull();
        assertThat(story.inAnyQuarter())
                .as("messages in a quarter of an hour: one, and the one that says that all is well again")
                .isLessThanOrEqualTo(2);
    }

    private static final class Story {
        private int now;
        private final List<Failing> rows = new ArrayList<>();
        private @Nullable Trouble troubles;
        private @Nullable Trouble last;
        private final List<Integer> told = new ArrayList<>();
        private final TreeMap<String, Boolean> givenUp = new TreeMap<>();
        private @Nullable Instant success;

        void next(int what) {
            now++;
            switch (what) {
                case 0 -> add(DeliveryState.WAITING);
                case 1 -> add(DeliveryState.GIVEN_UP);
                case 2 -> {
                    success = clock();
                    rows.replaceAll(one -> one.isOpen() ? ended(one, DeliveryState.DELIVERED) : one);
                }
                case 3 -> rows.replaceAll(one -> one.isOpen() ? ended(one, DeliveryState.GIVEN_UP) : one);
                default -> {}
            }
            rows.stream().filter(Failing::isGivenUp).forEach(one -> givenUp.putIfAbsent(one.deliveryId(), false));
            look();
        }

        private Instant clock() {
            return TroubleStepTest.minute(now);
        }

        private void add(DeliveryState state) {
            rows.add(row(state, now, false));
        }

        private Failing ended(Failing one, DeliveryState state) {
            return new Failing(
                    one.deliveryId(),
                    1,
                    one.ticketNumber(),
                    state,
                    state == DeliveryState.GIVEN_UP ? clock() : one.failedAt(),
                    clock(),
                    "503",
                    false);
        }

        private Instant lastFailure(Trouble trouble) {
            return rows.stream()
                    .map(Failing::failedAt)
                    .reduce(trouble.failedAt(), (one, other) -> one.isAfter(other) ? one : other);
        }

        private void look() {
            if (troubles == null && rows.isEmpty()) {
                return;
            }
            if (troubles == null) {
                var endedAt = last == null ? null : last.endedAt();
                troubles = last != null && endedAt != null && endedAt.isAfter(clock().minus(EVERY))
                        ? last.again()
                        : Trouble.begun("callout:1", "Close", "x", clock());
            }
            var trouble = troubles.looked(lastFailure(troubles), success, clock());
            var step = TroubleStep.next(trouble, rows, true, EVERY, clock());
            if (step == BEGIN || step == DIGEST || step == OVER) {
                told.add(now);
                rows.stream().filter(Failing::isSilent).forEach(one -> givenUp.put(one.deliveryId(), true));
            }
            switch (step) {
                case NOTHING -> troubles = trouble;
                case BEGIN, DIGEST -> {
                    rows.replaceAll(one -> one.isOpen()
                            ? one
                            : new Failing(
                                    one.deliveryId(),
                                    1,
                                    one.ticketNumber(),
                                    one.state(),
                                    one.failedAt(),
                                    one.endedAt(),
                                    "503",
                                    true));
                    troubles = trouble.told(Heard.FAILS, clock(), Set.of());
                }
                case OVER -> {
                    rows.clear();
                    last = trouble.told(Heard.WORKS, clock(), Set.of()).ended(clock());
                    troubles = null;
                }
                case CLOSE -> {
                    rows.clear();
                    last = trouble.ended(clock());
                    troubles = null;
                }
            }
        }

        long silent() {
            return givenUp.values().stream().filter(one -> !one).count();
        }

        int inAnyQuarter() {
            return told.stream()
                    .mapToInt(first -> (int) told.stream()
                            .filter(other -> other >= first && other < first + 15)
                            .count())
                    .max()
                    .orElse(0);
        }
    }
}
