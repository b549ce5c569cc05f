package dev.roundtrip.story.real;

import dev.roundtrip.testing.Patience;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import tools.jackson.core.type.TypeReference;

/**
 * Prometheus Alertmanager on a port of loopback, with {@code examples/alertmanager/alertmanager.yml} as we ship it but for the desk's
 * address and shorter waits, a password on its API, and a certificate of a private authority.
 */
final class RealAlertmanager implements AutoCloseable {

    static final String USER = "roundtrip";
    static final String PASSWORD = "s3cret:with \"colon\" é";

    private static final Path EXAMPLE = Path.of("examples/alertmanager/alertmanager.yml");
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Scratch scratch;
    private final PrivateCa ca;
    private final URI url;
    private final OutsideProgram program;
    private final RemoteApi api;

    private RealAlertmanager(Scratch scratch, PrivateCa ca, URI url, OutsideProgram program) {
        this.scratch = scratch;
        this.ca = ca;
        this.url = url;
        this.program = program;
        this.api = new RemoteApi(url, USER, PASSWORD, ca);
    }

    /** Skips the running tests, with a printed reason, where Alertmanager is not installed. */
    static void assumeAvailable() {
        OutsideProgram.assumeInstalled("Alertmanager", "prometheus-alertmanager", "openssl");
    }

    /** Starts it; it reports to {@code desk}, to whom it shows {@code token}. Returns when it is ready. */
    static RealAlertmanager start(URI desk, String token) throws IOException {
        var scratch = Scratch.named("alertmanager");
        var ca = PrivateCa.in(scratch, "alertmanager.acme.example");
        int port = Scratch.freePort();
        var configuration = scratch.write("alertmanager.yml", shippedFor(desk));
        scratch.write("roundtrip.token", token);
        var web = scratch.write("web.yml", """
                tls_server_config: { cert_file: %s, key_file: %s }
                basic_auth_users: { %s: '%s' }
                """.formatted(
                        ca.serverCertificate(), ca.serverKey(), USER, new BCryptPasswordEncoder(4).encode(PASSWORD)));
        var program = OutsideProgram.start(
                scratch.folder().resolve("alertmanager.log"),
                List.of(
                        "prometheus-alertmanager",
                        "--config.file=" + configuration,
                        "--web.config.file=" + web,
                        "--storage.path=" + scratch.folder().resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address="));
        var alertmanager = new RealAlertmanager(scratch, ca, URI.create("https://127.0.0.1:" + port), program);
        try {
            alertmanager.until(
                    "Alertmanager is ready",
                    () -> alertmanager.api.send("GET", "/-/ready", Map.of(), "").statusCode() == 200);
        } catch (AssertionError e) {
            alertmanager.close();
            throw e;
        }
        return alertmanager;
    }

    private static String shippedFor(URI desk) throws IOException {
        var shipped = Files.readString(EXAMPLE);
        var changed = shipped;
        for (var change : Map.of(
                        "https://desk.acme.example/", desk.resolve("/").toString(),
                        "group_wait: 5s", "group_wait: 0s",
                        "group_interval: 30s", "group_interval: 1s")
                .entrySet()) {
            if (!shipped.contains(change.getKey())) {
                throw new IOException(EXAMPLE + " no longer holds the line that this test changes: " + change.getKey());
            }
            changed = changed.replace(change.getKey(), change.getValue());
        }
        return changed;
    }

    /** Raises an alert with these labels, without an end. */
    void raise(Map<String, String> labels, String summary) throws IOException {
        api.post("/api/v2/alerts", List.of(Map.of("labels", labels, "annotations", Map.of("summary", summary))));
    }

    /** Whether the alert with exactly these labels is there and heard. */
    boolean isOpen(Map<String, String> labels) throws IOException {
        return state(labels).equals(Optional.of("active"));
    }

    /** Whether the alert with exactly these labels is there, but suppressed. */
    boolean isSilenced(Map<String, String> labels) throws IOException {
        return state(labels).equals(Optional.of("suppressed"));
    }

    /** Whether there is no alert with exactly these labels (any more). */
    boolean isGone(Map<String, String> labels) throws IOException {
        return state(labels).isEmpty();
    }

    private Optional<String> state(Map<String, String> labels) throws IOException {
        return api.get("/api/v2/alerts")
                .valueStream()
                .filter(alert -> RemoteApi.JSON
                        .convertValue(alert.path("labels"), new TypeReference<Map<String, String>>() {})
                        .equals(labels))
                .map(alert -> alert.at("/status/state").asString())
                .findFirst();
    }

    /** Waits until {@code sight} is there, and shows Alertmanager's log when it stays away. */
    void until(String what, Patience.Sight sight) {
        Patience.until(what, SOON, sight, program);
    }

    URI url() {
        return url;
    }

    PrivateCa ca() {
        return ca;
    }

    @Override
    public void close() {
        api.close();
        program.close();
        scratch.close();
    }
}
