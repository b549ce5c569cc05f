package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Pattern VALUE = Pattern.compile("\\{(\\d)");

    private final Properties english = load("en");
    private final Properties german = load("de");

    @Test
    void sayEverythingInBothLanguages() {
        assertThat(german.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
    }

    @Test
    void takeTheSameValuesInBothLanguages() {
        for (var key : english.stringPropertyNames()) {
            assertThat(values(german.getProperty(key))).as(key).isEqualTo(values(english.getProperty(key)));
        }
    }

    /** The second would silently win. */
    @Test
    void sayNothingTwice() throws IOException {
        for (var language : new String[] {"en", "de"}) {
            var keys = Files.readAllLines(Path.of("src/main/resources/messages_" + language + ".properties")).stream()
                    .filter(line -> line.matches("[a-zA-Z].*=.*"))
                    .map(line -> line.substring(0, line.indexOf('=')));
            assertThat(keys).doesNotHaveDuplicates().hasSize(english.size());
        }
    }

    /** MessageFormat would swallow it, but only in texts that take values. */
    @Test
    void holdNoPlainApostrophe() {
        assertThat(english.values()).noneMatch(text -> text.toString().contains("'"));
        assertThat(german.values()).noneMatch(text -> text.toString().contains("'"));
    }

    @Test
    void areAllThereThatThePagesName() throws IOException {
        var named = new TreeSet<String>();
        for (var folder : new String[] {"src/main/resources/templates", "src/main/java/dev/roundtrip/web"}) {
            try (var files = Files.walk(Path.of(folder))) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    var text = Files.readString(file);
                    var key = Pattern.compile("#\\{([a-z][a-zA-Z.-]+)[}(]|say\\(\\s*\"([a-z.-]+)\"[,)]")
                            .matcher(text);
                    while (key.find()) {
                        named.add(key.group(1) == null ? key.group(2) : key.group(1));
                    }
                }
            }
        }

        assertThat(named).hasSizeGreaterThan(60);
        assertThat(english.stringPropertyNames()).containsAll(named);
    }

    private static Set<String> values(String text) {
        var values = new TreeSet<String>();
        var found = VALUE.matcher(text);
        while (found.find()) {
            values.add(found.group(1));
        }
        return values;
    }

    private static Properties load(String language) {
        var properties = new Properties();
        var name = "/messages_" + language + ".properties";
        try (var reader = new InputStreamReader(
                Objects.requireNonNull(MessagesTest.class.getResourceAsStream(name), name), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
