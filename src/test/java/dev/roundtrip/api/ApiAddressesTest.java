package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.ApiUser;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as clients write them, byte for byte over a plain connection. */
@OnBothDatabases
@SuppressWarnings("NullAway.Init") // the server is there before the first test
class ApiAddressesTest {
    private static final String CODE = "Zürich";
    private static final String SECRET = "nußknacker-ñ-4711";
    private static ApiServer server;

    ApiAddressesTest(TestDatabase database) {}

    @BeforeParameterizedClassInvocation
    static void open(TestDatabase database) {
        server = ApiServer.on(database);
        server.house().apiUsers().add(new ApiUser(0, "müller", CODE, Set.of(), true), SECRET);
        server.ticket("{\"title\":\"one\",\"companyID\":0}");
    }

    @AfterParameterizedClassInvocation
    static void close() {
        server.close();
    }

    /** A plain connection to the desk. */
    private static final class Line implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        private final InputStream in = new BufferedInputStream(socket.getInputStream());

        Line() throws IOException {
            socket.setSoTimeout(10_000);
        }

        record Reply(int status, Map<String, String> headers, String body) {}

        Reply send(String requestLine) throws IOException {
            var request = requestLine + "\r\nHost: desk.acme.example:8443\r\nAPIIntegrationcode: " + CODE
                    + "\r\nUsername: müller\r\nsecret: " + SECRET + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            var status = Integer.parseInt(line().substring(9, 12));
            var headers = new HashMap<String, String>();
            for (var line = line(); !line.isEmpty(); line = line()) {
                var colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            return new Reply(status, headers, body(headers));
        }

        private String body(Map<String, String> headers) throws IOException {
            if (!"chunked".equals(headers.get("transfer-encoding"))) {
                return text(Integer.parseInt(headers.getOrDefault("content-length", "0")));
            }
            var body = new StringBuilder();
            for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
                body.append(text(size));
                line();
            }
            line();
            return body.toString();
        }

        private String text(int bytes) throws IOException {
            return new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
        }

        private String line() throws IOException {
            var line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("the connection was closed after: " + line);
                }
                line.append((char) c);
            }
            return line.toString().strip();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void addressesMeanWhatClientsMean() throws IOException {
        var lines = ApiServer.payload("request-lines.txt").lines().toList();

        // One connection for all that are right: it stays usable after each of them.
        try (var line = new Line()) {
            var tickets = new ArrayList<Line.Reply>();
            for (var spelling : lines.subList(0, 3)) {
                tickets.add(line.send(spelling));
            }
            assertThat(tickets).extracting(Line.Reply::status).containsOnly(200);
            assertThat(tickets.getFirst().body()).contains("\"items\":[{\"id\":1,");
            assertThat(tickets)
                    .extracting(Line.Reply::body)
                    .containsOnly(tickets.getFirst().body());

            var zones = new ArrayList<Line.Reply>();
            for (var spelling : lines.subList(3, 5)) {
                zones.add(line.send(spelling));
            }
            assertThat(zones).extracting(Line.Reply::status).containsOnly(200);
            assertThat(zones.getFirst().body()).contains("\"url\":\"http://desk.acme.example:8443/ATServicesRest/\"");
            assertThat(zones)
                    .extracting(Line.Reply::body)
                    .containsOnly(zones.getFirst().body());

            assertThat(line.send(lines.getFirst()).status()).isEqualTo(200);
        }
        for (var wrong : lines.subList(5, 7)) {
            try (var line = new Line()) {
                refusedInJson(line.send(wrong));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /ATServicesRest/V1.0/Tickets%2F1 HTTP/1.1",
                "GET /ATServicesRest/V1.0/Tickets%5C1 HTTP/1.1",
                "GET /ATServicesRest/V1.0/Tickets%00 HTTP/1.1",
                "GET /ATServicesRest/V1.0/../V1.0/Tickets/1 HTTP/1.1",
                "GET /ATServicesRest/V1.0/%2e%2e/x HTTP/1.1",
                "GET /ATServicesRest/V1.0/Tickets;a=b/1 HTTP/1.1",
                "GET /ATServicesRest;a=b/V1.0/Tickets/1 HTTP/1.1",
                "GET /ATServicesRest/V1.0/Tickets/%zz HTTP/1.1",
                "GET /ATServicesRest/V1.0/Tickets/1\u00e4 HTTP/1.1",
                "GET /ATServicesRest/V1.0/Tickets\\1 HTTP/1.1",
                "GET /ATServicesRest/V1.0/Tickets/abc HTTP/1.1",
                "GET /ATServicesRest/V1.0/Tickets/99999999999999999999 HTTP/1.1",
                "GET /ATServicesRest/V1.0/Tickets/query?search=%zz HTTP/1.1",
                "GET /ATServicesRest/V1.0/Tickets/query?search=%ff HTTP/1.1",
                "GET /ATServicesRest/V1.0/Tickets/query?search={}&SEARCH={} HTTP/1.1",
                "GET /ATServicesRest/V1.0/Tickets/query?search={\"filter\":[{\"op\":\"eq\",\"field\":\"title\",\"value\":\"%00\"}]} HTTP/1.1",
                "GET /ATServicesRest/V1.0/Tickets/query?paging=abc HTTP/1.1",
                "GET /ATServicesRest/V2.0/Tickets/1 HTTP/1.1",
                "GET /ATServicesRest HTTP/1.1",
                "GET /ATServicesRest/ HTTP/1.1",
                "DELETE /ATServicesRest/V1.0/Tickets/1 HTTP/1.1",
                "BREW /ATServicesRest/V1.0/Tickets/1 HTTP/1.1",
                "OPTIONS /ATServicesRest/V1.0/Tickets/1 HTTP/1.1",
            })
    void whatCannotMeanAnythingIsRefusedInJson(String requestLine) throws IOException {
        try (var line = new Line()) {
            refusedInJson(line.send(requestLine));
        }
    }

    private static void refusedInJson(Line.Reply reply) {
        assertThat(reply.status()).as(reply.body()).isBetween(400, 499);
        assertThat(reply.headers().get("content-type")).startsWith("application/json");
        assertThat(reply.headers()).doesNotContainKeys("set-cookie", "www-authenticate");
        var json = ApiServer.JSON.readTree(reply.body());
        assertThat(json.has("errors") || json.has("Message")).as(reply.body()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ATServicesRest/V1.0/Tickets/1",
                "/atservicesrest/v1.0/tickets/1",
                "/ATSERVICESREST/1.0/TICKETS/1/",
                "//ATServicesRest///V1.0//Tickets/1//",
                "/ATServicesRest/V1.0/%54ickets/1",
            })
    void aPathMeansTheSameInEverySpelling(String path) throws IOException {
        try (var line = new Line()) {
            var reply = line.send("GET " + path + " HTTP/1.1");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).contains("\"title\":\"one\"");
        }
    }

    @Test
    void aWrongMethodSaysWhichAreRight() {
        var answer = server.send("DELETE", "Tickets/1", "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.raw().headers().firstValue("Allow")).contains("GET, PATCH, PUT");
        assertThat(answer.text("/Message")).contains("DELETE");
    }

    @Test
    void anUnknownRouteIsToldInTheFormThatClientsKnow() {
        var answer = server.get("Nonsense");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("/Message")).isNotEmpty();
    }
}
