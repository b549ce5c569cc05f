package dev.roundtrip.testing;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running desk as programs see it: its tickets over the REST API, its log over its own. Every answer has to be a 200. */
public final class DeskApi implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String REST = "/ATServicesRest/V1.0/";
    private static final int COMPLETE = 5;

    private final DeskAccount account;
    private final String token;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An answer came, and it was no 200. */
    public static final class Refused extends IOException {
        Refused(String message) {
            super(message);
        }
    }

    /**
     * @param account for what lies below {@code /ATServicesRest}
     * @param token for everything else
     */
    public DeskApi(DeskAccount account, String token) {
        this.account = account;
        this.token = token;
    }

    /** A new ticket of the desk's own company; its id. */
    public long create(String title, Map<String, String> userFields) throws IOException {
        var fields = userFields.entrySet().stream()
                .map(field -> Map.of("name", field.getKey(), "value", field.getValue()))
                .toList();
        var ticket = Map.of("title", title, "companyID", 0, "userDefinedFields", fields);
        return send("POST", REST + "Tickets", ticket).path("itemId").longValue();
    }

    /** A new ticket as this JSON says it; its id. */
    public long create(String ticket) throws IOException {
        return sendText("POST", REST + "Tickets", ticket).path("itemId").longValue();
    }

    /** Changes a ticket as this JSON says it. */
    public void patch(String ticket) throws IOException {
        sendText("PATCH", REST + "Tickets", ticket);
    }

    public void addNote(long ticket, String title, String text) throws IOException {
        var note = Map.of("title", title, "description", text, "noteType", 1, "publish", 1);
        send("POST", REST + "Tickets/" + ticket + "/Notes", note);
    }

    /** A file; its id. */
    public long addAttachment(long ticket, String name, byte[] content) throws IOException {
        var file = Map.of(
                "attachmentType",
                "FILE_ATTACHMENT",
                "fullPath",
                name,
                "title",
                name,
                "publish",
                1,
                "data",
                Base64.getEncoder().encodeToString(content));
        return send("POST", REST + "Tickets/" + ticket + "/Attachments", file)
                .path("itemId")
                .longValue();
    }

    public void complete(long ticket) throws IOException {
        setStatus(ticket, COMPLETE);
    }

    public void setStatus(long ticket, int status) throws IOException {
        send("PATCH", REST + "Tickets", Map.of("id", ticket, "status", status));
    }

    public JsonNode ticket(long id) throws IOException {
        return send("GET", REST + "Tickets/" + id, null).path("item");
    }

    public JsonNode notes(long ticket) throws IOException {
        return send("GET", REST + "Tickets/" + ticket + "/Notes", null).path("items");
    }

    /** Those that hold this value in a user-defined field. */
    public List<JsonNode> tickets(String userField, String value) throws IOException {
        var filter = Map.<String, Object>of("op", "eq", "field", userField, "udf", true, "value", value);
        return query(filter, 0);
    }

    /** All, by id. */
    public List<JsonNode> tickets() throws IOException {
        var all = new ArrayList<JsonNode>();
        List<JsonNode> page;
        do {
            long last = all.isEmpty() ? 0 : all.getLast().path("id").longValue();
            page = query(Map.<String, Object>of("op", "gt", "field", "id", "value", last), 500);
            all.addAll(page);
        } while (!page.isEmpty());
        return all;
    }

    private List<JsonNode> query(Map<String, ?> filter, int most) throws IOException {
        var query = most == 0
                ? Map.<String, Object>of("filter", List.of(filter))
                : Map.<String, Object>of("filter", List.of(filter), "MaxRecords", most);
        return send("POST", REST + "Tickets/query", query)
                .path("items")
                .valueStream()
                .toList();
    }

    /**
     * The log, the newest first, with all attempts.
     *
     * @param filter as the API takes it, {@code state=waiting}; empty for all
     */
    public List<JsonNode> deliveries(String filter) throws IOException {
        var all = new ArrayList<JsonNode>();
        var next = "";
        do {
            var page = send("GET", "/api/v1/deliveries?limit=500&" + filter + next, null);
            all.addAll(page.path("items").valueStream().toList());
            next = page.path("next").isString()
                    ? "&after=" + URLEncoder.encode(page.path("next").stringValue(), StandardCharsets.UTF_8)
                    : "";
        } while (!next.isEmpty());
        return all;
    }

    /** Those about one ticket, the first first. */
    public List<JsonNode> deliveriesOf(long ticket) throws IOException {
        return deliveries("ticketNumber=" + ticket(ticket).path("ticketNumber").stringValue())
                .reversed();
    }

    /** One of them with all that the log keeps. */
    public JsonNode delivery(String id) throws IOException {
        return send("GET", "/api/v1/deliveries/" + id, null);
    }

    /** A person's decision. */
    public void retry(String delivery) throws IOException {
        send("POST", "/api/v1/deliveries/" + delivery + "/retry", null);
    }

    /** Per change of a ticket, the newest first, which rules were tried and why they fired or not. */
    public List<JsonNode> trace(long ticket) throws IOException {
        return send("GET", "/api/v1/tickets/" + ticket + "/trace?limit=500", null)
                .path("items")
                .valueStream()
                .toList();
    }

    /** Brings the desk to what a setup file says, as {@code ./run apply} does. */
    public JsonNode apply(String setup) throws IOException {
        return send("POST", "/api/v1/setup", Map.of("name", "setup.yaml", "text", setup));
    }

    /** A new entry of a section, as the setup file has it. */
    public JsonNode add(String section, Map<String, ?> entry) throws IOException {
        return send("POST", "/api/v1/" + section, entry);
    }

    /** The whole desk, as a setup file. */
    public JsonNode export() throws IOException {
        return send("GET", "/api/v1/setup", null);
    }

    private JsonNode send(String method, String path, @Nullable Object body) throws IOException {
        return sendText(method, path, body == null ? null : JSON.writeValueAsString(body));
    }

    private JsonNode sendText(String method, String path, @Nullable String body) throws IOException {
        var request = HttpRequest.newBuilder(account.url().resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (path.startsWith(REST)) {
            request.header("ApiIntegrationCode", account.integrationCode())
                    .header("UserName", account.userName())
                    .header("Secret", account.secret());
        } else {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new Refused(
                        "%s %s was answered %d: %s".formatted(method, path, answer.statusCode(), answer.body()));
            }
            return JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
