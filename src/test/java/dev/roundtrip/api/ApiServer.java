package dev.roundtrip.api;

import dev.roundtrip.House;
import dev.roundtrip.Server;
import dev.roundtrip.people.ApiUser;
import dev.roundtrip.people.Token;
import dev.roundtrip.settings.RequestLimits;
import dev.roundtrip.settings.Settings;
import dev.roundtrip.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A desk with its doors open on a free port, and a client that speaks to it. */
final class ApiServer implements AutoCloseable {
    static final String LOGIN = "api@acme.example";
    static final String SECRET = "correct horse battery";
    static final String CODE = "ACME1";
    static final String INTAKE_TOKEN = "rt_intake_0123456789abcdef";
    static final String READ_TOKEN = "rt_read_0123456789abcdef0";
    static final JsonMapper JSON = JsonMapper.shared();

    private final Path folder;
    private final House house;
    private final ConfigurableApplicationContext context;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ApiServer(Path folder, House house, ConfigurableApplicationContext context) {
        this.folder = folder;
        this.house = house;
        this.context = context;
    }

    /** On a fresh database, with a folder of its own; both are gone when it is closed. */
    static ApiServer on(TestDatabase database) {
        return open(database, Optional.empty(), "", false, RequestLimits.USUAL);
    }

    /** With other limits than the usual. */
    static ApiServer limited(RequestLimits limits) {
        return open(TestDatabase.SQLITE, Optional.empty(), "", false, limits);
    }

    /** Behind a proxy: clients reach it at that address. */
    static ApiServer behind(String publicUrl) {
        return open(TestDatabase.SQLITE, Optional.of(publicUrl), "", false, RequestLimits.USUAL);
    }

    /** With the practice receiver on, which callouts reach. */
    static ApiServer practising(TestDatabase database) {
        return open(database, Optional.empty(), "127.0.0.1/32", true, RequestLimits.USUAL);
    }

    private static ApiServer open(
            TestDatabase database,
            Optional<String> publicUrl,
            String outgoing,
            boolean practice,
            RequestLimits limits) {
        var folder = folder();
        var settings = new Settings(
                        folder,
                        database.fresh(folder),
                        "127.0.0.1",
                        0,
                        publicUrl,
                        outgoing,
                        null,
                        Optional.empty(),
                        practice)
                .with(limits);
        var house = new House(settings, Clock.systemUTC());
        house.apiUsers().add(new ApiUser(0, LOGIN, CODE, Set.of(), true), SECRET);
        house.tokens().keep(new Token(0, "alertmanager", Set.of(Token.Scope.INTAKE), null), INTAKE_TOKEN);
        house.tokens().keep(new Token(0, "reader", Set.of(Token.Scope.READ), null), READ_TOKEN);
        return new ApiServer(folder, house, Server.open(settings, house, Clock.systemUTC()));
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("door");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A setup file, which has to be right. */
    void apply(String setup) {
        house.setup().apply("desk.yaml", setup, Map.of(), false);
    }

    House house() {
        return house;
    }

    /** What programs sent and got. */
    RequestLog requests() {
        return context.getBean(RequestLog.class);
    }

    /** What the controllers of the desk are mapped to. */
    Set<RequestMappingInfo> routes() {
        return context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet();
    }

    int port() {
        var server = ((ServletWebServerApplicationContext) context).getWebServer();
        return server == null ? -1 : server.getPort();
    }

    String origin() {
        return "http://127.0.0.1:" + port();
    }

    /** An answer, with its body read as JSON. */
    record Answer(int status, JsonNode json, HttpResponse<String> raw) {
        JsonNode at(String pointer) {
            return json.at(pointer);
        }

        String text(String pointer) {
            return at(pointer).asString();
        }
    }

    /** Below {@code /ATServicesRest/V1.0/}, with the credentials of the API user. */
    Answer send(String method, String path, String body) {
        return send(signedIn(request("/ATServicesRest/V1.0/" + path))
                .method(method, BodyPublishers.ofString(body))
                .build());
    }

    Answer get(String path) {
        return send(signedIn(request("/ATServicesRest/V1.0/" + path)).build());
    }

    Answer post(String path, String body) {
        return send("POST", path, body);
    }

    Answer put(String path, String body) {
        return send("PUT", path, body);
    }

    Answer patch(String path, String body) {
        return send("PATCH", path, body);
    }

    /** A new ticket's id. */
    long ticket(String json) {
        var answer = post("Tickets", json);
        if (answer.status() != 200) {
            throw new AssertionError(answer.raw().body());
        }
        return answer.json().get("itemId").longValue();
    }

    JsonNode item(long id) {
        return get("Tickets/" + id).json().get("item");
    }

    long count(String filter) {
        var answer = post("Tickets/query/count", "{\"filter\":[" + filter + "]}");
        if (answer.status() != 200) {
            throw new AssertionError(answer.raw().body());
        }
        return answer.json().get("queryCount").longValue();
    }

    /** A program with credentials of its own. */
    final class Program {
        private final String login;

        private Program(String login) {
            this.login = login;
        }

        /** Below {@code /ATServicesRest/V1.0/}, or at a whole address. */
        Answer send(String method, String path, String body) {
            return ApiServer.this.send(request(path.startsWith("http") ? path : "/ATServicesRest/V1.0/" + path)
                    .header("UserName", login)
                    .header("Secret", SECRET)
                    .method(method, BodyPublishers.ofString(body))
                    .build());
        }
    }

    /** A new API user that sees and writes only tickets of these companies; of all, if none is named. */
    Program program(String login, Long... companies) {
        house.apiUsers().add(new ApiUser(0, login, null, Set.of(companies), true), SECRET);
        return new Program(login);
    }

    /** Alertmanager's message, with the token for it. */
    Answer alerts(String query, String body) {
        return send(request("/api/intake/alertmanager" + query)
                .header("Authorization", "Bearer " + INTAKE_TOKEN)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Path and query from the root, or a whole address. */
    HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address.startsWith("http") ? address : origin() + address))
                .timeout(Duration.ofMinutes(1))
                .header("Content-Type", "application/json");
    }

    static HttpRequest.Builder signedIn(HttpRequest.Builder request) {
        return request.header("ApiIntegrationCode", CODE)
                .header("UserName", LOGIN)
                .header("Secret", SECRET);
    }

    static String basic(String login, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((login + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    Answer send(HttpRequest request) {
        try {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), JSON.readTree(answer.body()), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String payload(String name) {
        try (var in = ApiServer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("no payload " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        context.close();
        house.close();
        FileSystemUtils.deleteRecursively(folder.toFile());
    }
}
