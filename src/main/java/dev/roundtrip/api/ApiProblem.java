package dev.roundtrip.api;

import java.util.List;
import java.util.Map;

/** Why a request cannot be fulfilled, for the one who sent it. */
final class ApiProblem extends RuntimeException {
    private final int status;
    private final List<String> texts;
    private final Map<String, String> headers;

    private ApiProblem(int status, List<String> texts, Map<String, String> headers) {
        super(String.join("; ", texts));
        this.status = status;
        this.texts = List.copyOf(texts);
        this.headers = Map.copyOf(headers);
    }

    /** Each text names the field, the value and what would be right. */
    static ApiProblem badInput(List<String> texts) {
        return new ApiProblem(400, texts, Map.of());
    }

    static ApiProblem badInput(String text) {
        return badInput(List.of(text));
    }

    static ApiProblem notSignedIn(String text, Map<String, String> headers) {
        return new ApiProblem(401, List.of(text), headers);
    }

    static ApiProblem notAllowed(String text) {
        return new ApiProblem(403, List.of(text), Map.of());
    }

    static ApiProblem notFound(String text) {
        return new ApiProblem(404, List.of(text), Map.of());
    }

    static ApiProblem conflict(String text) {
        return new ApiProblem(409, List.of(text), Map.of());
    }

    static ApiProblem tooLarge(String text) {
        return new ApiProblem(413, List.of(text), Map.of());
    }

    static ApiProblem tooMany(String text, long retryAfterSeconds) {
        return new ApiProblem(429, List.of(text), Map.of("Retry-After", Long.toString(retryAfterSeconds)));
    }

    int status() {
        return status;
    }

    List<String> texts() {
        return texts;
    }

    Map<String, String> headers() {
        return headers;
    }
}
