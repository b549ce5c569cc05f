package dev.roundtrip.callout;

import dev.roundtrip.template.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request as it was written when the rule fired. Later edits of ticket or callout do not alter it; secrets stand in it as references
 * and are filled in at each attempt.
 */
record FrozenRequest(
        String method,
        Text url,
        Map<String, Text> headers,
        @Nullable String contentType,
        @Nullable Text body) {
    private static final JsonMapper JSON = JsonMapper.shared();

    private record Stored(
            String method,
            String url,
            List<String> headers,
            @Nullable String contentType,
            @Nullable String body) {}

    String encode() {
        var pairs = new ArrayList<String>();
        headers.forEach((name, value) -> {
            pairs.add(name);
            pairs.add(value.encode());
        });
        return JSON.writeValueAsString(
                new Stored(method, url.encode(), pairs, contentType, body == null ? null : body.encode()));
    }

    static FrozenRequest decode(String load) {
        var stored = JSON.readValue(load, Stored.class);
        var headers = new LinkedHashMap<String, Text>();
        for (int i = 0; i < stored.headers().size(); i += 2) {
            headers.put(stored.headers().get(i), Text.decode(stored.headers().get(i + 1)));
        }
        return new FrozenRequest(
                stored.method(),
                Text.decode(stored.url()),
                headers,
                stored.contentType(),
                stored.body() == null ? null : Text.decode(stored.body()));
    }
}
