package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.settings.RequestLimits;
import dev.roundtrip.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an operator allows programs to ask, over the wire. */
class AskedTooMuchTest {
    private static final String BODY = "{\"title\":\"slow\",\"companyID\":0}";

    private static void until(String what, Patience.Sight sight) {
        Patience.until(what, Duration.ofSeconds(20), sight, new Patience.Doer() {
            @Override
            public boolean isRunning() {
                return true;
            }

            @Override
            public String news() {
                return "nothing else";
            }
        });
    }

    /** A ticket whose body stops after its first character. */
    private static final class Slow {
        private final ApiServer server;
        private Socket socket;

        Slow(ApiServer server) throws IOException {
            this.server = server;
            this.socket = begun();
        }

        private Socket begun() throws IOException {
            var begun = new Socket(InetAddress.getLoopbackAddress(), server.port());
            begun.getOutputStream()
                    .write("""
                            POST /ATServicesRest/V1.0/Tickets HTTP/1.1\r
                            Host: desk.acme.example\r
                            Connection: close\r
                            ApiIntegrationCode: %s\r
                            UserName: %s\r
                            Secret: %s\r
                            Content-Length: %d\r
                            \r
                            {""".formatted(ApiServer.CODE, ApiServer.LOGIN, ApiServer.SECRET, BODY.length())
                            .getBytes(StandardCharsets.UTF_8));
            return begun;
        }

        void beginAgainIfAnswered() {
            try {
                if (socket.getInputStream().available() > 0) {
                    socket.close();
                    socket = begun();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Sends the rest of it, and gives the answer. */
        String end() throws IOException {
            try (var ending = socket) {
                ending.getOutputStream().write(BODY.substring(1).getBytes(StandardCharsets.UTF_8));
                return new String(ending.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    @Test
    void oneThatComesBesideAsManyAsMayBeIsToldToComeBack() throws IOException {
        try (var server = ApiServer.limited(new RequestLimits(0, 1))) {
            var slow = new Slow(server);

            until("the slow one is under way", () -> {
                // It may have come beside one of these that look for it, and been refused itself.
                slow.beginAgainIfAnswered();
                return server.get("Tickets/4711").status() == 429;
            });

            var refused = server.get("Tickets/4711");
            assertThat(refused.raw().headers().firstValue("Retry-After")).contains("1");
            assertThat(refused.text("/errors/0"))
                    .isEqualTo("requests about tickets: at most 1 at once; try again when one of them is answered");
            assertThat(server.get("TicketNotes/4711").status())
                    .as("another entity")
                    .isEqualTo(404);
            var other = server.program("other");
            assertThat(other.send("GET", "Tickets/4711", "").status())
                    .as("another integration")
                    .isEqualTo(404);
            assertThat(slow.end()).startsWith("HTTP/1.1 200");
            until("there is room again", () -> server.get("Tickets/4711").status() == 404);
        }
    }

    @Test
    void anHourHoldsSoManyRequests() {
        try (var server = ApiServer.limited(new RequestLimits(3, 0))) {
            for (int i = 0; i < 3; i++) {
                assertThat(server.get("ThresholdInformation")
                                .json()
                                .get("externalRequestThreshold")
                                .intValue())
                        .isEqualTo(3);
            }

            var refused = server.get("ThresholdInformation");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.text("/errors/0")).startsWith("more than 3 requests in the last hour");
            assertThat(refused.raw().headers().firstValue("Retry-After")).isPresent();
        }
    }
}
