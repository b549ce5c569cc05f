package dev.roundtrip.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The desk's own API and the intake of alerts in OpenAPI, as {@code openapi/desk.yaml} has them. */
@Component
final class DeskDescription {
    private static final String FILE = "/openapi/desk.yaml";

    private final Map<String, Object> written;

    DeskDescription() {
        try (var file = Objects.requireNonNull(DeskDescription.class.getResourceAsStream(FILE), FILE)) {
            written = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param origin where this desk is reached, without a slash at the end */
    Map<String, Object> document(String origin) {
        var document = new LinkedHashMap<>(written);
        document.put("servers", List.of(OpenApi.said("url", origin)));
        return document;
    }
}
