package dev.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/security-asvs.md names every requirement, and nothing that is not there. */
class AsvsTableTest {
    private static final Path TABLE = Path.of("docs/security-asvs.md");
    private static final Pattern CODE = Pattern.compile("`([A-Z]\\w+)(?:\\.(\\w+))?`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#([^)]+))?\\)");

    private record Row(String number, String how, String testedBy) {}

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(line -> line.matches("\\| \\d.*"))
                .map(line -> line.split(" \\| ", -1))
                .map(cells -> new Row(cells[0].substring(2), cells[2], cells[3].replaceFirst(" \\|$", "")))
                .toList();
    }

    private static Map<String, Path> tests() throws IOException {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().matches(".*(Test|Story)\\.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""), file -> file));
        }
    }

    @Test
    void everyRequirementIsThereOnce() throws IOException {
        var wanted = Files.readAllLines(Path.of("src/test/resources/asvs-5.0-level-2.txt"));

        assertThat(wanted).hasSize(253);
        assertThat(rows()).extracting(Row::number).containsExactlyElementsOf(wanted);
    }

    @Test
    void everyRowSaysWhatTestsItOrWhyNothingDoes() throws IOException {
        for (var row : rows()) {
            var isNamed = CODE.matcher(row.testedBy()).find()
                    || LINK.matcher(row.testedBy()).find();
            var isOpen = row.testedBy().contains("**OPEN**");
            assertThat(isNamed || isOpen || row.testedBy().equals("n/a"))
                    .as(row.number())
                    .isTrue();
            assertThat(row.how()).as(row.number()).isNotBlank();
            assertThat(isOpen)
                    .as("%s is open where it says so", row.number())
                    .isEqualTo(row.how().contains("OPEN(")
                            || row.how().toLowerCase(java.util.Locale.ROOT).matches(".*(open: |not met).*"));
        }
    }

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        var tests = tests();
        for (var row : rows()) {
            for (var name : CODE.matcher(row.testedBy()).results().toList()) {
                assertThat(tests).as(row.number()).containsKey(name.group(1));
                if (name.group(2) != null) {
                    assertThat(Files.readString(tests.get(name.group(1))))
                            .as("%s: %s", row.number(), name.group())
                            .contains(" " + name.group(2) + "(");
                }
            }
        }
    }

    @Test
    void everyDocumentThatIsNamedIsThere() throws IOException {
        for (var row : rows()) {
            for (var link : LINK.matcher(row.testedBy()).results().toList()) {
                var document = TABLE.resolveSibling(link.group(1));
                assertThat(document).as(row.number()).exists();
                if (link.group(2) != null) {
                    assertThat(anchors(document)).as(row.number()).contains(link.group(2));
                }
            }
        }
    }

    private static List<String> anchors(Path document) throws IOException {
        return Pattern.compile("(?m)^#+ (.*)$")
                .matcher(Files.readString(document))
                .results()
                .map((MatchResult heading) -> heading.group(1)
                        .toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Test
    void theCountsAtItsTopAreThoseOfItsRows() throws IOException {
        var rows = rows();
        long open =
                rows.stream().filter(row -> row.testedBy().contains("**OPEN**")).count();
        long none = rows.stream().filter(row -> row.testedBy().equals("n/a")).count();

        assertThat(Files.readString(TABLE))
                .contains("%d are met, %d do not apply, %d are open".formatted(rows.size() - open - none, none, open));
    }
}
