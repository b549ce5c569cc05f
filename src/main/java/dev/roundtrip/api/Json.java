package dev.roundtrip.api;

import dev.roundtrip.template.JsonFault;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON from outside: strictly, and within limits. Writes answers. */
final class Json {
    /** Objects and lists inside each other. A filter needs two for each group. */
    private static final int DEEPEST = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(400)
                            .maxNameLength(2_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    /**
     * @param what names the place in messages: {@code body}, {@code search}
     * @throws ApiProblem naming line and column when it is no JSON
     */
    static JsonNode read(String what, String text) {
        try (var parser = MAPPER.createParser(text)) {
            try {
                JsonNode tree = MAPPER.readTree(parser);
                return tree == null ? MAPPER.missingNode() : tree;
            } catch (JacksonException e) {
                throw ApiProblem.badInput(what + ": "
                        + JsonFault.of(text, e, parser.currentLocation()).words());
            }
        }
    }

    static byte[] bytes(Map<String, ?> object) {
        return MAPPER.writeValueAsBytes(object);
    }

    static void write(HttpServletResponse response, String type, Map<String, ?> body) throws IOException {
        var bytes = bytes(body);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
