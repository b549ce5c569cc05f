package dev.roundtrip.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The JSON object that a request brings. */
final class RequestBody {
    /** Most bytes, unpacked: 1 MiB. */
    static final int MOST_BYTES = 1 << 20;

    private RequestBody() {}

    static Members members(HttpServletRequest request) {
        return members(request, MOST_BYTES);
    }

    /** @param mostBytes unpacked, where more has to be let through */
    static Members members(HttpServletRequest request, int mostBytes) {
        return Members.of("body", Json.read("body", text(request, mostBytes)));
    }

    /** Empty where a request brings nothing. */
    static Optional<Members> membersIfAny(HttpServletRequest request) {
        return Optional.of(written(request, MOST_BYTES))
                .filter(text -> !text.isBlank())
                .map(text -> Members.of("body", Json.read("body", text)));
    }

    static String text(HttpServletRequest request) {
        return text(request, MOST_BYTES);
    }

    private static String text(HttpServletRequest request, int mostBytes) {
        var text = written(request, mostBytes);
        if (text.isBlank()) {
            throw ApiProblem.badInput("body: a JSON object is needed, and there is none");
        }
        return text;
    }

    private static String written(HttpServletRequest request, int mostBytes) {
        try {
            return Body.text(request.getInputStream(), mostBytes, Body.Mending.REFUSE);
        } catch (IOException e) {
            throw new UncheckedIOException("the body broke off", e);
        }
    }
}
