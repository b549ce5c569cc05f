package dev.roundtrip.callout;

import dev.roundtrip.template.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
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
            @Nullable String body) {
        Stored {
            Objects.requireNonNull(method, "method");
            Objects.requireNonNull(url, "url");
            headers = List.copyOf(headers);
            if (headers.size() % 2 != 0) {
                throw new IllegalArgumentException("a header without a value");
            }
        }
    }

    /** The same with one header more. */
    FrozenRequest with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, Text.of(value));
        return new FrozenRequest(method, url, more, contentType, body);
    }

    String encode() {
        var pairs = new ArrayList<String>();
        headers.forEach((name, value) -> {
            pairs.add(name);
            pairs.add(value.encode());
        });
        return JSON.writeValueAsString(
                new Stored(method, url.encode(), pairs, contentType, body == null ? null : body.encode()));
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException for anything else, in words that repeat nothing of it
     */
    static FrozenRequest decode(String load) {
        try {
            return decoded(JSON.readValue(load, Stored.class));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the request as it was kept cannot be read any more", e);
        }
    }

    private static FrozenRequest decoded(Stored stored) {
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
