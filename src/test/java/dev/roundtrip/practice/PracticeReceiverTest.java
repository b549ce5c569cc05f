package dev.roundtrip.practice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.practice.PracticeReceiver.Received;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PracticeReceiverTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final String MEBI = "x".repeat(1 << 20);

    private final PracticeReceiver receiver = new PracticeReceiver();

    private void send(String name, String target, String body) {
        receiver.keep(name, new Received(NOON, "POST", target, Map.of(), body, SignatureCheck.NONE, "200"));
    }

    private List<String> targets(String name) {
        return receiver.kept(name).requests().stream().map(Received::target).toList();
    }

    @Test
    void keepsTheNewestOfAName() {
        for (int i = 1; i <= PracticeReceiver.KEPT + 2; i++) {
            send("close", "/" + i, "");
        }

        assertThat(targets("close"))
                .hasSize(PracticeReceiver.KEPT)
                .startsWith("/3")
                .endsWith("/202");
    }

    @Test
    void keepsOfAllNamesTogetherNoMoreThanTheDeskCanSpare() {
        send("first", "/first", "small");
        for (int i = 1; i <= 16; i++) {
            send("one", "/" + i, MEBI);
            send("two", "/" + i, MEBI);
        }

        assertThat(targets("first")).isEmpty();
        assertThat(targets("one")).containsExactly("/10", "/11", "/12", "/13", "/14", "/15", "/16");
        assertThat(targets("two")).containsExactly("/9", "/10", "/11", "/12", "/13", "/14", "/15", "/16");
    }
}
