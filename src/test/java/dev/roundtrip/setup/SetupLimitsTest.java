package dev.roundtrip.setup;

import static dev.roundtrip.setup.Written.mistakes;
import static dev.roundtrip.setup.Written.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.setup.SetupDocument.CompanyEntry;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SetupLimitsTest {

    @Test
    void readsAFileOfThousandsOfRecords() {
        var text = "companies:\n"
                + IntStream.range(0, 20_000)
                        .mapToObj(n -> "  - { name: Company " + n + ", classification: Gold }\n")
                        .collect(Collectors.joining());

        assertThat(read(text).all(CompanyEntry.class)).hasSize(20_000);
    }

    @Test
    void refusesAFileBeyondFourMebibytes() {
        var text = "desk: { domain: A }\n" + "#".repeat(YamlReader.LARGEST);

        assertThat(mistakes(text))
                .containsExactly("desk.yaml:1:1: the file has 4,194,324 characters; at most 4,194,304 are read");
    }

    @Test
    void refusesAliasesThatMultiply() {
        var text = new StringBuilder("a0: &a0 [ x, x, x, x, x, x, x, x, x, x ]\n");
        for (int n = 1; n < 10; n++) {
            text.append("a%d: &a%d [ %s ]\n"
                    .formatted(n, n, ("*a" + (n - 1) + ", ").repeat(10).replaceAll(", $", "")));
        }

        assertThat(mistakes(text.toString()))
                .singleElement()
                .asString()
                .contains("the file says more than 500,000 things, aliases counted as often as they are used");
    }

    @Test
    void refusesAnAliasInsideOfItself() {
        assertThat(mistakes("desk: &d { domain: *d }"))
                .singleElement()
                .asString()
                .contains("an alias must not stand inside of what it points at");
    }

    @Test
    void refusesListsInListsWithoutEnd() {
        assertThat(mistakes("[".repeat(10_000) + "]".repeat(10_000)))
                .containsExactly(
                        "desk.yaml:1:1: not readable as YAML: lists and maps may be 32 deep, with at most 200 aliases");
    }
}
