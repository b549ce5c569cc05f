package dev.roundtrip.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
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
