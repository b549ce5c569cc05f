package dev.roundtrip.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.delivery.DeliveryState;
import dev.roundtrip.notify.Message;
import dev.roundtrip.trouble.Trouble.Heard;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a reader is told, word for word. */
class TroubleTextTest {
    private static final Instant BEGAN = Instant.parse("2026-11-28T13:03:21Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static TroubleText text(Locale language) {
        return new TroubleText(
                language,
                BERLIN,
                "Icinga: acknowledge",
                Duration.ofMinutes(15),
                id -> id == 3 ? "" : "Disk full on web-0" + id);
    }

    private static Failing row(int number, DeliveryState state, boolean told) {
        return new Failing(
                "d" + number,
                number,
                "T20261128.000" + number,
                state,
                BEGAN,
                state.isEnd() ? BEGAN : null,
                "status 503; given up after 11 attempts",
                told);
    }

    private static Trouble trouble(Heard heard) {
        return new Trouble(
                7,
                "callout:1",
                "old name",
                "trouble-d1",
                BEGAN,
                heard,
                BEGAN,
                Set.of(),
                false,
                BEGAN,
                BEGAN.plusSeconds(2280),
                BEGAN,
                null);
    }

    private static Message message(Locale language, TroubleStep step, Heard heard, Failing... rows) {
        return text(language).message(step, trouble(heard), List.of(rows), false);
    }

    @Test
    void theBeginningNamesWhatFailsAndSaysWhatIsToCome() {
        var message = message(
                Locale.ENGLISH,
                TroubleStep.BEGIN,
                Heard.NOTHING,
                row(1, DeliveryState.WAITING, false),
                row(2, DeliveryState.GIVEN_UP, false));

        assertThat(message.subject()).isEqualTo("“Icinga: acknowledge” fails: T20261128.0001 and one more");
        assertThat(message.text()).isEqualTo("""
                The extension callout “Icinga: acknowledge” fails since 28 Nov 2026, 14:03:21 (Europe/Berlin). It goes on trying. You hear of it again when something had to be given up, once in 15 minutes at most, and when all is well again.

                Failed so far:
                - T20261128.0001 Disk full on web-01: status 503; given up after 11 attempts

                Given up:
                - T20261128.0002 Disk full on web-02: status 503; given up after 11 attempts""");
        assertThat(message.link()).isEqualTo("/deliveries?callout=1&view=look");
        assertThat(message.thread()).isEqualTo("trouble-d1");
    }

    @Test
    void aDigestNamesWhatWasGivenUpAndWhatIsStillTried() {
        var message = message(
                Locale.GERMAN,
                TroubleStep.DIGEST,
                Heard.FAILS,
                row(1, DeliveryState.GIVEN_UP, true),
                row(2, DeliveryState.GIVEN_UP, false),
                row(3, DeliveryState.GIVEN_UP, false),
                row(4, DeliveryState.WAITING, true),
                row(5, DeliveryState.WAITING, false));

        assertThat(message.subject()).isEqualTo("„Icinga: acknowledge“ schlägt weiter fehl: 2 Zustellungen aufgegeben");
        assertThat(message.text()).isEqualTo("""
                Das Erweiterungs-Callout „Icinga: acknowledge“ schlägt fehl seit 28. Nov. 2026, 14:03:21 (Europe/Berlin).

                Aufgegeben, 2 Zustellungen:
                - T20261128.0002 Disk full on web-02: status 503; given up after 11 attempts
                - T20261128.0003: status 503; given up after 11 attempts

                Werden weiter versucht, 2 Zustellungen:
                - T20261128.0004, T20261128.0005""");
    }

    @Test
    void aTargetThatComesAndGoesIsCalledThat() {
        var message = message(Locale.ENGLISH, TroubleStep.DIGEST, Heard.WORKS, row(4, DeliveryState.WAITING, false));

        assertThat(message.subject()).isEqualTo("“Icinga: acknowledge” fails again");
        assertThat(message.text()).isEqualTo("""
                The extension callout “Icinga: acknowledge” fails again. It comes and goes since 28 Nov 2026, 14:03:21 (Europe/Berlin).

                Still being tried:
                - T20261128.0004""");
    }

    @Test
    void theEndNamesWhatNobodyHasHeardOfAndWhatCameLate() {
        var message = message(
                Locale.ENGLISH,
                TroubleStep.OVER,
                Heard.FAILS,
                row(1, DeliveryState.GIVEN_UP, true),
                row(2, DeliveryState.GIVEN_UP, false),
                row(4, DeliveryState.DELIVERED, false));

        assertThat(message.subject()).isEqualTo("“Icinga: acknowledge” works again; one delivery was given up");
        assertThat(message.text()).isEqualTo("""
                The extension callout “Icinga: acknowledge” works again since 28 Nov 2026, 14:41:21 (Europe/Berlin). It had failed from 28 Nov 2026, 14:03:21 (Europe/Berlin) on.

                Given up:
                - T20261128.0002 Disk full on web-02: status 503; given up after 11 attempts

                Arrived all the same, late:
                - T20261128.0004

                What was given up stays undone until somebody delivers it again.""");
    }

    @Test
    void whoHearsInsteadOfOthersReadsWhy() {
        for (var step : List.of(TroubleStep.BEGIN, TroubleStep.DIGEST, TroubleStep.OVER)) {
            var rows = List.of(row(2, DeliveryState.GIVEN_UP, false));
            assertThat(text(Locale.ENGLISH)
                            .message(step, trouble(Heard.FAILS), rows, true)
                            .text())
                    .endsWith(
                            "\n\nYou are told as an administrator: none of those whom the extension callout names can be told. "
                                    + "Its ticket is assigned to nobody, its recipient is inactive, or there is no mail server for an address.");
        }
    }

    private static List<Failing> rows(int number, DeliveryState state) {
        var rows = new ArrayList<Failing>();
        for (int i = 0; i < number; i++) {
            rows.add(new Failing(
                    state + "" + i,
                    1,
                    "T20261128.%04d".formatted(i),
                    state,
                    BEGAN,
                    state.isEnd() ? BEGAN : null,
                    "漢".repeat(5_000),
                    false));
        }
        return rows;
    }

    @Test
    void thousandsAreAllNamedAndFitIntoOneMessage() {
        var rows = rows(2_000, DeliveryState.GIVEN_UP);
        rows.addAll(rows(9_000, DeliveryState.WAITING));
        var text = new TroubleText(
                Locale.ENGLISH, BERLIN, "Icinga: acknowledge", Duration.ofMinutes(15), id -> "漢".repeat(250));

        for (var step : List.of(TroubleStep.BEGIN, TroubleStep.DIGEST, TroubleStep.OVER)) {
            var message = text.message(step, trouble(Heard.FAILS), rows, false);

            assertThat(rows.subList(0, 2_000))
                    .allSatisfy(row -> assertThat(message.text()).contains(row.ticketNumber()));
            assertThat(message.text().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(128 * 1024);
        }
        assertThat(text.message(TroubleStep.DIGEST, trouble(Heard.FAILS), rows, false)
                        .text())
                .endsWith(", … (+7000)");
    }
}
