package dev.roundtrip.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Notices that go together fit into one mail, however long they are. */
class AbridgedTest {
    private static Notice notice(String text) {
        return new Notice(7, 3L, new Message("rule", "disk full", text), About.NO_TICKET, Instant.EPOCH, null);
    }

    @Test
    void aNoticeAloneIsNeverCut() {
        var longest = notice("x".repeat(128 * 1024));

        assertThat(Abridged.of(List.of(longest))).isEqualTo(new Abridged(List.of(longest.text()), List.of(false)));
    }

    @Test
    void whatFitsTogetherIsTheWholeText() {
        var some = Collections.nCopies(200, notice("It is full. ".repeat(100)));

        assertThat(Abridged.of(some).texts()).containsOnly(some.getFirst().text());
        assertThat(Abridged.of(some).cut()).containsOnly(false);
    }

    @Test
    void whatIsTooMuchTogetherIsTheBeginningOfEachLongOneAndSaysWhereItGoesOn() {
        var longOnes = Collections.nCopies(199, notice("😀".repeat(32 * 1024)));
        var all = new java.util.ArrayList<>(longOnes);
        all.add(notice("short"));

        var abridged = Abridged.of(all);
        var plain = new LetterText(
                        all, true, Locale.ENGLISH, new Letter.Sender("ACME", "https://desk.acme.example"), false)
                .plain();

        assertThat(abridged.texts().getLast()).isEqualTo("short");
        assertThat(abridged.cut().getLast()).isFalse();
        assertThat(abridged.cut().subList(0, 199)).containsOnly(true);
        assertThat(abridged.texts().getFirst()).matches("(?:😀)+");
        assertThat(abridged.texts().stream()
                        .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                        .sum())
                .isLessThanOrEqualTo(512 * 1024);
        assertThat(plain.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(600 * 1024);
        assertThat(plain).contains("😀 …\n\nIt goes on in the inbox: https://desk.acme.example/inbox");
    }
}
