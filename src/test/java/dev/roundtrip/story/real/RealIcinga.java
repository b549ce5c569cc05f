package dev.roundtrip.story.real;

import dev.roundtrip.testing.DeskAccount;
import dev.roundtrip.testing.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Icinga 2 on a port of loopback, with the files of {@code examples/icinga} as we ship them, a host and a service that take part in the
 * round trip, and a certificate of a private authority.
 */
final class RealIcinga implements AutoCloseable {

    /** A service, named so that every mistake in quoting shows. */
    static final String SERVICE = "web 01!disk /var (\"100%\" & ü)";

    /** Two more services of the same host, for stories of their own. */
    static final String BACKUP = "web 01!backup";

    static final String LOAD = "web 01!load";

    /** A host, which has no service. */
    static final String HOST = "db 01";

    /** The password of the account that Roundtrip signs in with; the account is named as in roundtrip.conf. */
    static final String PASSWORD = "p:ss w&rd\"é$1\\";

    static final String USER = "roundtrip";

    /** What Icinga calls itself: its certificate has to say the same. */
    private static final String NODE = "icinga.acme.example";

    private static final Path EXAMPLE = Path.of("examples/icinga");
    private static final String HARNESS_PASSWORD = "harness";
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Scratch scratch;
    private final PrivateCa ca;
    private final URI url;
    private OutsideProgram program;
    private final RemoteApi api;

    private RealIcinga(Scratch scratch, PrivateCa ca, URI url, OutsideProgram program) {
        this.scratch = scratch;
        this.ca = ca;
        this.url = url;
        this.program = program;
        this.api = new RemoteApi(url, "harness", HARNESS_PASSWORD, ca);
    }

    /** Skips the running tests, with a printed reason, where Icinga 2 or what our example needs is not installed. */
    static void assumeAvailable() {
        OutsideProgram.assumeInstalled("Icinga 2", "icinga2", "curl", "jq", "openssl");
    }

    /** Starts it; problems become tickets of {@code desk}. Returns when its API answers. */
    static RealIcinga start(DeskAccount desk) throws IOException {
        var scratch = Scratch.named("icinga");
        var ca = PrivateCa.in(scratch, NODE);
        int port = Scratch.freePort();
        configure(scratch, ca, port, desk);
        var program = OutsideProgram.start(scratch.folder().resolve("icinga.log"), command(scratch));
        var icinga = new RealIcinga(scratch, ca, URI.create("https://127.0.0.1:" + port), program);
        try {
            icinga.awaitAnswer();
        } catch (AssertionError e) {
            icinga.close();
            throw e;
        }
        return icinga;
    }

    private void awaitAnswer() {
        until("Icinga answers", () -> api.get("/v1/status/IcingaApplication").has("results"));
    }

    /** Ends Icinga; what it knows of its objects it keeps on disk. Nobody answers at its address any more. */
    void goDown() {
        program.close();
    }

    /** Starts it again, at the same address. Returns when its API answers. */
    void comeBack() throws IOException {
        program = OutsideProgram.start(scratch.folder().resolve("icinga.log"), command(scratch));
        awaitAnswer();
    }

    private static void configure(Scratch scratch, PrivateCa ca, int port, DeskAccount desk) throws IOException {
        scratch.write("etc/icinga2.conf", """
                const NodeName = "%s"
                const ZoneName = NodeName
                include <itl>
                object Endpoint NodeName { }
                object Zone ZoneName { endpoints = [ NodeName ] }
                object NotificationComponent "notification" { }
                object ApiListener "api" { bind_host = "127.0.0.1"; bind_port = %d }
                object ApiUser "harness" {
                  password = {{{%s}}}
                  permissions = [ "actions/process-check-result", "objects/query/*", "status/query" ]
                }
                template Host "told" { check_command = "passive"; enable_active_checks = false; max_check_attempts = 1 }
                template Service "told" { check_command = "passive"; enable_active_checks = false; max_check_attempts = 1 }
                object Host {{{%s}}} { import "told"; vars.roundtrip = true }
                object Host {{{%s}}} { import "told" }
                %s
                const RoundtripUrl = {{{%s}}}
                const RoundtripIntegrationCode = {{{%s}}}
                const RoundtripUser = {{{%s}}}
                const RoundtripSecret = {{{%s}}}
                const RoundtripApiPassword = {{{%s}}}
                include "conf.d/roundtrip.conf"
                """.formatted(
                NODE,
                port,
                HARNESS_PASSWORD,
                HOST,
                SERVICE.split("!", 2)[0],
                Stream.of(SERVICE, BACKUP, LOAD).map(RealIcinga::service).collect(Collectors.joining("\n")),
                desk.url(),
                desk.integrationCode(),
                desk.userName(),
                desk.secret(),
                PASSWORD));
        scratch.copy(EXAMPLE.resolve("roundtrip.conf"), "etc/conf.d/roundtrip.conf");
        scratch.copy(EXAMPLE.resolve("notify-roundtrip.sh"), "etc/scripts/notify-roundtrip.sh");
        scratch.copy(ca.certificate(), "data/certs/ca.crt");
        scratch.copy(ca.serverCertificate(), "data/certs/" + NODE + ".crt");
        scratch.copy(ca.serverKey(), "data/certs/" + NODE + ".key");
        for (var folder : List.of("data/api/packages", "run", "log", "cache", "spool")) {
            Files.createDirectories(scratch.folder().resolve(folder));
        }
    }

    /** Its declaration; the whole name of an object is HOST!SERVICE. */
    private static String service(String object) {
        var names = object.split("!", 2);
        return "object Service {{{%s}}} { import \"told\"; host_name = {{{%s}}}; vars.roundtrip = true }"
                .formatted(names[1], names[0]);
    }

    private static List<String> command(Scratch scratch) throws IOException {
        var owner = scratch.owner();
        if (owner.owner().getName().equals("root")) {
            // Started by root, Icinga puts itself under another account, which the packages make.
            scratch.giveTo(icingasAccount(scratch));
            owner = scratch.owner();
        }
        var folder = scratch.folder();
        var command = new ArrayList<>(List.of(
                "icinga2", "daemon", "-c", folder.resolve("etc/icinga2.conf").toString()));
        Map.of(
                        "ConfigDir", folder.resolve("etc"),
                        "DataDir", folder.resolve("data"),
                        "LogDir", folder.resolve("log"),
                        "CacheDir", folder.resolve("cache"),
                        "SpoolDir", folder.resolve("spool"),
                        "InitRunDir", folder.resolve("run"),
                        "PidPath", folder.resolve("run/icinga2.pid"),
                        "RunAsUser", owner.owner().getName(),
                        "RunAsGroup", owner.group().getName())
                .forEach((name, value) -> command.addAll(List.of("-D", name + "=" + value)));
        return command;
    }

    private static String icingasAccount(Scratch scratch) throws IOException {
        for (var account : List.of("nagios", "icinga")) {
            if (scratch.knows(account)) {
                return account;
            }
        }
        throw new IOException("Icinga's account is neither nagios nor icinga on this machine");
    }

    /** Tells Icinga that {@code object} (HOST or HOST!SERVICE) is in trouble, as a check would. */
    void raise(String object) throws IOException {
        report(object, isService(object) ? 2 : 1, "DISK CRITICAL - /var 98% \"full\"");
    }

    /** Tells Icinga that {@code object} is fine again. */
    void recover(String object) throws IOException {
        report(object, 0, "OK");
    }

    private void report(String object, int exitStatus, String output) throws IOException {
        api.post(
                "/v1/actions/process-check-result",
                Map.of(
                        "type",
                        isService(object) ? "Service" : "Host",
                        isService(object) ? "service" : "host",
                        object,
                        "exit_status",
                        exitStatus,
                        "plugin_output",
                        output));
    }

    /** Whether {@code object} has a problem that nobody has acknowledged. */
    boolean isOpen(String object) throws IOException {
        var now = attributes(object);
        return now.path("state").asInt() != 0 && now.path("acknowledgement").asInt() == 0;
    }

    /** Whether somebody has acknowledged the problem of {@code object}. */
    boolean isAcknowledged(String object) throws IOException {
        return attributes(object).path("acknowledgement").asInt() != 0;
    }

    /** What the comments at {@code object} say, an acknowledgement's too. */
    List<String> comments(String object) throws IOException {
        return api.get("/v1/objects/comments")
                .path("results")
                .valueStream()
                .map(comment -> comment.path("attrs"))
                .filter(comment -> Stream.of(comment.path("host_name"), comment.path("service_name"))
                        .map(JsonNode::asString)
                        .filter(name -> !name.isEmpty())
                        .toList()
                        .equals(List.of(object.split("!", 2))))
                .map(comment -> comment.path("author").asString() + ": "
                        + comment.path("text").asString())
                .toList();
    }

    private JsonNode attributes(String object) throws IOException {
        var kind = isService(object) ? "services" : "hosts";
        // Icinga does not read + as a space.
        var name = URLEncoder.encode(object, StandardCharsets.UTF_8).replace("+", "%20");
        return api.get("/v1/objects/%s/%s?attrs=state&attrs=acknowledgement".formatted(kind, name))
                .at("/results/0/attrs");
    }

    /** Waits until {@code sight} is there, and shows Icinga's log when it stays away. */
    void until(String what, Patience.Sight sight) {
        Patience.until(what, SOON, sight, program);
    }

    /** The end of Icinga's log. */
    String log() {
        return program.news();
    }

    URI url() {
        return url;
    }

    PrivateCa ca() {
        return ca;
    }

    private static boolean isService(String object) {
        return object.contains("!");
    }

    @Override
    public void close() {
        api.close();
        program.close();
        scratch.close();
    }
}
