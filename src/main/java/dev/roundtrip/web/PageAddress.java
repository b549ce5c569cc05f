package dev.roundtrip.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The page that was asked for, apart from its language.
 *
 * @param path begins with one slash
 * @param query as it came, without {@code lang}; may be empty
 */
record PageAddress(String path, String query) {
    static final String LANGUAGE = "lang";

    static PageAddress of(HttpServletRequest request) {
        return new PageAddress(request.getRequestURI(), withoutLanguage(request.getQueryString()));
    }

    /**
     * A page that is asked for something.
     *
     * @param asked by name, in their order; what is null or empty is not asked
     */
    static PageAddress of(String path, Map<String, ? extends @Nullable String> asked) {
        return new PageAddress(
                path,
                asked.entrySet().stream()
                        .filter(one -> one.getValue() != null && !one.getValue().isEmpty())
                        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    /** The same page in that language. */
    String in(String language) {
        return path + "?" + (query.isEmpty() ? "" : query + "&") + LANGUAGE + "=" + language;
    }

    /** The page, with nothing said about the language. */
    String plain() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    private static String withoutLanguage(@Nullable String query) {
        return query == null
                ? ""
                : Arrays.stream(query.split("&", -1))
                        .filter(part -> !part.isEmpty() && !part.startsWith(LANGUAGE + "="))
                        .collect(Collectors.joining("&"));
    }
}
