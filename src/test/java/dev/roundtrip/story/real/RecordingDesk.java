package dev.roundtrip.story.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Stands in for the desk: remembers what it is sent, and gives the answers that the API promises. */
final class RecordingDesk implements AutoCloseable {

    /** What came in; {@code path} with its query. */
    record Received(String path, Headers headers, String body) {

        JsonNode json() {
            return RemoteApi.JSON.readTree(body);
        }
    }

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile int openTickets;
    private volatile String refusal = "";
    private volatile Consumer<Received> witness = request -> {};

    private RecordingDesk(HttpServer server) {
        this.server = server;
    }

    static RecordingDesk start() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var desk = new RecordingDesk(server);
        server.createContext("/", desk::answer);
        server.start();
        return desk;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on says that so many open tickets match every question. */
    void hasOpenTickets(int number) {
        openTickets = number;
    }

    /** From now on answers 401 with this error; with an empty one, no longer. */
    void refuses(String error) {
        refusal = error;
    }

    /** From now on ends every connection without an answer. */
    void hangsUp() {
        witness = request -> {
            throw new IllegalStateException("hangs up on " + request.path());
        };
    }

    /** Shows every request to {@code witness}, while whoever sent it is waiting. */
    void isWatchedBy(Consumer<Received> witness) {
        this.witness = witness;
    }

    /** What came in at {@code path}, in order; the query does not count. */
    List<Received> at(String path) {
        return received.stream()
                .filter(request -> request.path().split("\\?", 2)[0].equals(path))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = new Received(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            witness.accept(request);
            received.add(request);
            var error = refusal;
            var answer = error.isEmpty() ? goodAnswer(request.path()) : "{\"errors\":[\"%s\"]}".formatted(error);
            var bytes = answer.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(error.isEmpty() ? 200 : 401, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String goodAnswer(String path) {
        return path.endsWith("/count") ? "{\"queryCount\":%d}".formatted(openTickets) : "{\"itemId\":7}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
