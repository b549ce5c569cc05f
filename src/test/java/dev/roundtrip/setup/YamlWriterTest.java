package dev.roundtrip.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.OddTexts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written as YAML is read as the same: every text to the letter. */
class YamlWriterTest {
    private static final List<String> PIECES = List.of(
            "a",
            "B",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\r",
            "\t",
            ":",
            ": ",
            " #",
            "#",
            "-",
            "- ",
            "?",
            "'",
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            "&",
            "*",
            "!",
            "|",
            ">",
            "%",
            "@",
            "`",
            "~",
            "null",
            "true",
            "no",
            "0",
            "1e3",
            "2026-12-25",
            "=",
            "<<",
            "{{ticket.title}}",
            "$${",
            "ä",
            "€",
            "🔥",
            "\u0001",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u2028",
            "\ufeff",
            "x".repeat(90));

    private static void isReadAsTheSame(List<String> texts) {
        var file = new LinkedHashMap<String, Object>();
        file.put("texts", texts);
        file.put("inside", Map.of("list", List.of(Map.of("a", texts.getFirst()))));
        var yaml = YamlWriter.written(file, false);
        var mistakes = new Mistakes("desk.yaml");

        var read = YamlReader.read(yaml, mistakes);

        mistakes.refuseIfAny();
        assertThat(value(read.orElseThrow())).as(yaml).isEqualTo(file);
    }

    private static @Nullable Object value(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar.isNull() ? null : scalar.text();
            case Node.Items items ->
                items.items().stream().map(YamlWriterTest::value).toList();
            case Node.Entries entries -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                entries.entries().forEach(entry -> map.put(entry.key(), value(entry.value())));
                yield map;
            }
        };
    }

    @Test
    void everyTextIsReadToTheLetter() {
        isReadAsTheSame(Stream.concat(PIECES.stream(), OddTexts.ALL.stream()).toList());
    }

    @Test
    void anyTextIsReadToTheLetter() {
        var random = new Random(20261127);
        for (int n = 0; n < 200; n++) {
            isReadAsTheSame(IntStream.range(0, 10)
                    .mapToObj(_ -> random.ints(random.nextInt(1, 7), 0, PIECES.size())
                            .mapToObj(PIECES::get)
                            .collect(Collectors.joining()))
                    .toList());
        }
    }

    @Test
    void isWrittenAsPeopleWriteIt() {
        var file = new LinkedHashMap<String, @Nullable Object>();
        var callout = new LinkedHashMap<String, @Nullable Object>();
        callout.put("name", "Close");
        callout.put("active", true);
        callout.put("body", "{\n  \"a\": 1\n}\n");
        callout.put("secrets", secretsWithoutText());
        callout.put("concurrency", 8);
        file.put("callouts", List.of(callout));
        file.put("holidays", List.of("2026-12-25"));

        assertThat(YamlWriter.written(file, true)).isEqualTo("""
                # Each ${env:…} stands for a secret that no desk tells: set these variables where this is applied.
                callouts:
                  - name: Close
                    active: true
                    body: |
                      {
                        "a": 1
                      }
                    secrets:
                      key: null
                    concurrency: 8
                holidays:
                  - '2026-12-25'
                """);
    }

    private static Map<String, @Nullable Object> secretsWithoutText() {
        var secrets = new LinkedHashMap<String, @Nullable Object>();
        secrets.put("key", null);
        return secrets;
    }
}
