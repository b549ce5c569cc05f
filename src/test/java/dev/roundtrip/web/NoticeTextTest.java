package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.notify.TextBlock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoticeTextTest {
    @Test
    void isParagraphsAndLists() {
        var text = NoticeText.of(
                "Two were given up.\r\nSince 14:03:\n- T1, 503\n- T2 - 500\n\n\n  All others went out.\n-no item\n");

        assertThat(text.shown())
                .containsExactly(
                        new TextBlock(false, List.of("Two were given up.", "Since 14:03:")),
                        new TextBlock(true, List.of("T1, 503", "T2 - 500")),
                        new TextBlock(false, List.of("  All others went out.", "-no item")));
        assertThat(text.folded()).isEmpty();
    }

    @Test
    void isNothingForNothing() {
        assertThat(NoticeText.of(" \n\n").shown()).isEmpty();
        assertThat(NoticeText.of("").folded()).isEmpty();
    }

    @Test
    void foldsWhatIsLong() {
        var text = NoticeText.of(
                "Given up:\n" + IntStream.range(0, 30).mapToObj(i -> "- T" + i).collect(Collectors.joining("\n")));

        assertThat(text.shown()).hasSize(2);
        assertThat(text.shown().get(1).lines()).hasSize(9).startsWith("T0").endsWith("T8");
        assertThat(text.folded())
                .containsExactly(new TextBlock(
                        true, IntStream.range(9, 30).mapToObj(i -> "T" + i).toList()));
        assertThat(text.more()).isEqualTo(21);
    }

    @Test
    void foldsOneLongLineToo() {
        var text = NoticeText.of("x".repeat(1001));

        assertThat(text.shown()).isEmpty();
        assertThat(text.more()).isEqualTo(1);
    }
}
