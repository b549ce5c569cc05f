package dev.roundtrip.setup;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a running desk is reached, and what opens it.
 *
 * @param url without a slash at its end
 * @param token null where nobody named one
 */
record DeskAddress(URI url, @Nullable String token) {
    private static final String FILE = "running.json";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofMinutes(2);

    /** There is no way to the desk; the message is for a person. */
    static final class NotFound extends Exception {
        NotFound(String message) {
            super(message);
        }

        String words() {
            return String.valueOf(getMessage());
        }
    }

    /** As the file has it that a desk writes into its data folder at its start, readable by its owner alone. */
    private record Written(@Nullable String url, @Nullable String token) {}

    /** The desk that runs on that data folder on this machine. */
    static DeskAddress on(Path data) throws NotFound {
        var file = data.resolve(FILE);
        try {
            var written = JsonMapper.shared().readValue(Files.readString(file), Written.class);
            if (written.url() != null && written.token() != null) {
                return at(written.url(), written.token());
            }
        } catch (NoSuchFileException e) {
            throw new NotFound(
                    "no desk runs on the data folder %s (there is no %s); start it, name its folder with --data, or use --url and --token"
                            .formatted(data, file));
        } catch (AccessDeniedException e) {
            throw new NotFound(
                    "%s may not be read by this user; run this as the user that the desk runs as".formatted(file));
        } catch (IOException | JacksonException e) {
            throw new NotFound("%s cannot be read; start the desk anew, or use --url and --token".formatted(file));
        }
        throw new NotFound("%s names no url and token; start the desk anew, or use --url and --token".formatted(file));
    }

    static DeskAddress at(String url, @Nullable String token) throws NotFound {
        try {
            var uri = URI.create(url.strip());
            var isHttp = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (isHttp && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
                var text = uri.toString();
                return new DeskAddress(
                        text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : uri,
                        token == null ? null : token.strip());
            }
        } catch (IllegalArgumentException e) {
            throw new NotFound(wrong(url));
        }
        throw new NotFound(wrong(url));
    }

    private static String wrong(String url) {
        return "\"%s\" is no address of a desk, such as https://desk.acme.example or http://127.0.0.1:8080"
                .formatted(url);
    }

    /** A request to the desk, with its token. */
    HttpRequest.Builder request(String pathAndQuery) {
        var request = HttpRequest.newBuilder(URI.create(url + pathAndQuery))
                .header("Accept", "application/json, application/problem+json")
                .timeout(ANSWER);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /** @throws NotFound when no answer comes */
    HttpResponse<String> answer(HttpRequest.Builder request) throws NotFound {
        // No proxy: the token of a desk is nobody's business on the way. No redirect, for the same reason.
        try (var client = HttpClient.newBuilder()
                .proxy(HttpClient.Builder.NO_PROXY)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (HttpTimeoutException e) {
            throw new NotFound("the desk at %s does not answer".formatted(this));
        } catch (ConnectException e) {
            throw new NotFound("the desk at %s cannot be reached: nothing listens there".formatted(this));
        } catch (IOException e) {
            throw new NotFound("the desk at %s cannot be reached: %s".formatted(this, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotFound("stopped; the desk may have done what it was asked for all the same");
        }
    }

    /**
     * What an answer means that is none to what was asked.
     *
     * @param path that was asked for
     * @param scope that is needed there
     */
    NotFound refused(HttpResponse<String> answer, String path, String scope) {
        var detail = json(answer).path("detail");
        return new NotFound(
                switch (answer.statusCode()) {
                    case 401, 403 ->
                        token == null
                                ? "the desk at %s wants a token: use --token or ROUNDTRIP_TOKEN".formatted(this)
                                : "the desk at %s does not take this token; it needs one of scope %s"
                                        .formatted(this, scope);
                    case 404 -> "there is no desk at %s, or an older one: it does not know %s".formatted(this, path);
                    default ->
                        "the desk at %s answered %d%s"
                                .formatted(
                                        this,
                                        answer.statusCode(),
                                        detail.isString() ? ": " + detail.stringValue() : "");
                });
    }

    /** Empty where it is none: whatever listens there is no desk, and its status says more than its page. */
    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JsonMapper.shared().readTree(answer.body());
        } catch (JacksonException e) {
            return JsonMapper.shared().createObjectNode();
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return url.toString();
    }
}
