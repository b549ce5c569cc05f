package dev.roundtrip.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The JSON object that a request brings. */
final class RequestBody {
    /** Most bytes, unpacked: 1 MiB. */
    static final int MOST_BYTES = 1 << 20;

    private RequestBody() {}

    static Members members(HttpServletRequest request) {
        return Members.of("body", Json.read("body", text(request)));
    }

    static String text(HttpServletRequest request) {
        try {
            var text = Body.text(request.getInputStream(), MOST_BYTES, Body.Mending.REFUSE);
            if (text.isBlank()) {
                throw ApiProblem.badInput("body: a JSON object is needed, and there is none");
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException("the body broke off", e);
        }
    }
}
