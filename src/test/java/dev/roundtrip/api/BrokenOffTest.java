package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.roundtrip.people.Token;
import dev.roundtrip.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Requests that end before they are whole, and those that the container answers by itself: each door keeps its form. */
@Isolated("it listens to the log of the whole process, where its neighbours speak too")
class BrokenOffTest {
    private static final String ADMIN = "rt_admin_0123456789abcdef";
    private static final String CREDENTIALS = "ApiIntegrationCode: %s\r\nUserName: %s\r\nSecret: %s\r\n"
            .formatted(ApiServer.CODE, ApiServer.LOGIN, ApiServer.SECRET);
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private static ApiServer server;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeAll
    static void open() {
        server = ApiServer.on(TestDatabase.SQLITE);
        server.house().tokens().keep(new Token(0, "administrator", Set.of(Token.Scope.ADMIN), null), ADMIN);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void listen() {
        log.start();
        ROOT.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        ROOT.detachAppender(log);
    }

    private static String tokens(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    /** Status line, headers and body, up to the end of the connection. */
    private static String answer(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String headers(String who) {
        return switch (who) {
            case "api user" -> CREDENTIALS;
            case "monitoring" -> tokens(ApiServer.INTAKE_TOKEN);
            default -> tokens(ADMIN);
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    POST /ATServicesRest/V1.0/Tickets       | api user      | {"errors":["body: it broke off"]}
                    PATCH /ATServicesRest/V1.0/Tickets/1    | api user      | {"errors":["body: it broke off"]}
                    POST /ATServicesRest/V1.0/Tickets/query | api user      | {"errors":["body: it broke off"]}
                    POST /api/intake/alertmanager           | monitoring    | "detail":"body: it broke off"
                    POST /api/v1/setup                      | administrator | "detail":"body: it broke off"
                    PUT /api/v1/practice/close              | administrator | "detail":"body: it broke off"
                    """)
    void aBodyThatBreaksOffIsTheSendersFaultAndNoNews(String request, String who, String told) throws IOException {
        var head = request + " HTTP/1.1\r\nHost: desk.acme.example\r\n" + headers(who);

        var cut = answer(head + "Content-Length: 500\r\n\r\n{\"ti");
        var badChunk = answer(head + "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n{\"ti");

        for (var answer : new String[] {cut, badChunk}) {
            assertThat(answer).startsWith("HTTP/1.1 400 ").contains(told).doesNotContain("timestamp");
        }
        assertThat(log.list).isEmpty();
    }

    @Test
    void aMethodThatTheContainerRefusesIsToldInTheFormOfTheDoor() throws IOException {
        var request = "TRACE %s HTTP/1.1\r\nHost: desk.acme.example\r\n\r\n";

        assertThat(answer(request.formatted("/ATServicesRest/V1.0/Tickets")))
                .startsWith("HTTP/1.1 405 ")
                .contains("{\"Message\":\"The requested resource does not support the method TRACE.\"}");
        assertThat(answer(request.formatted("/api/v1/deliveries")))
                .startsWith("HTTP/1.1 405 ")
                .contains("application/problem+json")
                .contains("\"detail\":\"The requested resource does not support the method TRACE.\"");
    }

    @Test
    void whatIsElsewhereKeepsItsOwnForm() throws IOException {
        assertThat(answer("TRACE /deliveries HTTP/1.1\r\nHost: desk.acme.example\r\nAccept: text/html\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ")
                .contains("<html");
    }
}
