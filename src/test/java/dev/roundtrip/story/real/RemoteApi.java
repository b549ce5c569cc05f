package dev.roundtrip.story.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A monitoring system's own API: JSON over HTTP/1.1 and TLS under a private authority, signed in to by name and password. */
final class RemoteApi implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.shared();

    private final URI base;
    private final String user;
    private final String password;
    private final HttpClient client;

    RemoteApi(URI base, String user, String password, PrivateCa ca) {
        this.base = base;
        this.user = user;
        this.password = password;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(ca.trust())
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** The JSON at {@code path}, which has to be there. */
    JsonNode get(String path) throws IOException {
        return JSON.readTree(good(send("GET", path, Map.of("Accept", "application/json"), "")));
    }

    /** Posts {@code body} as JSON, which has to be taken. */
    void post(String path, Object body) throws IOException {
        var headers = Map.of("Accept", "application/json", "Content-Type", "application/json");
        good(send("POST", path, headers, JSON.writeValueAsString(body)));
    }

    /** Sends exactly this and the credentials, and takes any answer. */
    HttpResponse<String> send(String method, String path, Map<String, String> headers, String body) throws IOException {
        var credentials = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
        var request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(5))
                .header("Authorization", "Basic " + credentials)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private static String good(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != 200) {
            throw new IOException(answer + ": " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() {
        client.close();
    }
}
