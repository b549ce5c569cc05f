package dev.roundtrip.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Setup files as tests write them. */
final class Written {
    private Written() {}

    static SetupDocument read(String text) {
        return read(text, Map.of());
    }

    /** @param values of references, by {@code env:NAME} and {@code file:PATH} */
    static SetupDocument read(String text, Map<String, String> values) {
        var document = SetupReader.read("desk.yaml", text, new SentSources(values));
        document.mistakes().refuseIfAny();
        return document;
    }

    /** The mistakes that make the file refused, a line each. */
    static List<String> mistakes(String text) {
        return mistakes(text, Map.of());
    }

    static List<String> mistakes(String text, Map<String, String> values) {
        try {
            read(text, values);
            return List.of();
        } catch (SetupRefused e) {
            assertThat(e.mistakes()).isNotEmpty();
            return e.mistakes().stream().map(SetupMistake::toString).toList();
        }
    }

    static String resource(String name) {
        try (var in = Written.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no test resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
