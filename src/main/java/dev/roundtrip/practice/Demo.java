package dev.roundtrip.practice;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The round trip before one's eyes: an alert comes in over the API, the ticket is completed, the rule fires, the callout goes out, fails once,
 * is tried again, and closes the alert. Everything is done over HTTP, as a monitoring system and a technician's client would; nothing is
 * faked but the monitoring system, which is the practice receiver.
 */
public final class Demo {
    /** What the shipped setup names; good for this machine and this run only. */
    public static final String API_LOGIN = "monitoring@acme.example";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newBuilder()
            .proxy(ProxySelector.of(null))
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String url;
    private final String secret;
    private final String token;
    private final PrintWriter out;
    private final ResourceBundle words;
    private final Clock clock;

    /**
     * @param url of the desk, without a slash at the end
     * @param secret of the API user {@link #API_LOGIN}
     * @param token of an administrator
     */
    public Demo(String url, String secret, String token, PrintWriter out, Locale language, Clock clock) {
        this.url = url;
        this.secret = secret;
        this.token = token;
        this.out = out;
        this.words = ResourceBundle.getBundle(
                "demo",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.clock = clock;
    }

    /** Tells the story; whether the alert was closed. */
    public boolean tell() throws IOException, InterruptedException {
        var alert = "web01!disk /var";
        send("PUT", "/api/v1/practice/close", "{\"answers\":[\"503\",\"200\"]}", true);
        var began = clock.instant();
        say(began, "alert", alert);

        var created = send("POST", "/ATServicesRest/V1.0/Tickets", """
                {"title":"DISK CRITICAL - /var 98% on web01","companyID":0,"queueID":8,"priority":1,
                 "userDefinedFields":[{"name":"AlertID","value":"web01!disk /var"}]}""", false);
        long id = created.get("itemId").longValue();
        var ticket = ticket(id);
        var number = ticket.get("ticketNumber").stringValue();
        say(time(ticket, "createDate"), "ticket", number, id);

        send("PATCH", "/ATServicesRest/V1.0/Tickets", "{\"id\":" + id + ",\"status\":5}", false);
        var completed = time(ticket(id), "completedDate");
        say(completed, "completed", number);

        tellRule(id);
        boolean closed = tellDelivery(number);
        var ended = clock.instant();
        if (closed) {
            say(ended, "closed", alert, seconds(began, ended), seconds(completed, ended));
        } else {
            say(ended, "open", alert);
        }
        return closed;
    }

    private void tellRule(long ticketId) throws IOException, InterruptedException {
        for (var change : get("/api/v1/tickets/" + ticketId + "/trace").get("items")) {
            for (var rule : change.get("rules")) {
                if (rule.path("fired").booleanValue(false)) {
                    say(
                            time(change, "at"),
                            "fired",
                            rule.get("rule").stringValue(),
                            rule.at("/callouts/0/callout").stringValue(""));
                }
            }
        }
    }

    private boolean tellDelivery(String ticketNumber) throws IOException, InterruptedException {
        var until = clock.instant().plus(PATIENCE);
        int told = 0;
        while (clock.instant().isBefore(until)) {
            var items = get("/api/v1/deliveries?ticketNumber=" + ticketNumber).get("items");
            if (items.isEmpty()) {
                continue;
            }
            var delivery = items.get(0);
            var attempts = delivery.get("attempts");
            while (told < attempts.size()
                    && !attempts.get(told).get("outcome").stringValue().equals("running")) {
                var attempt = attempts.get(told++);
                tellAttempt(attempt);
                if (delivery.get("state").stringValue().equals("waiting")) {
                    say(time(attempt, "endedAt"), "next", shown(time(delivery, "nextAttemptAt")));
                }
            }
            switch (delivery.get("state").stringValue()) {
                case "delivered" -> {
                    return isClosedAtTheFarEnd();
                }
                case "given-up", "cancelled", "held" -> {
                    return false;
                }
                default -> Thread.sleep(Duration.ofMillis(50));
            }
        }
        return false;
    }

    private void tellAttempt(JsonNode attempt) {
        var status = attempt.path("status").isNumber()
                ? attempt.get("status").asString()
                : attempt.path("error").asString();
        say(
                time(attempt, "endedAt"),
                attempt.get("outcome").stringValue().equals("success") ? "delivered" : "failed",
                attempt.get("number").intValue(),
                status,
                attempt.path("address").asString());
    }

    /** The monitoring system's own word: it has answered 200 to a request about that alert. */
    private boolean isClosedAtTheFarEnd() throws IOException, InterruptedException {
        for (var request : get("/api/v1/practice/close").get("requests")) {
            if (request.get("answered").stringValue().equals("200")) {
                out.println("              " + request.get("method").stringValue() + " "
                        + request.get("target").stringValue());
                out.println("              " + request.get("body").stringValue());
                return true;
            }
        }
        return false;
    }

    private JsonNode ticket(long id) throws IOException, InterruptedException {
        return send("GET", "/ATServicesRest/V1.0/Tickets/" + id, null, false).get("item");
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return send("GET", path, null, true);
    }

    private JsonNode send(
            String method, String path, @org.jspecify.annotations.Nullable String body, boolean asAdministrator)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (asAdministrator) {
            request.header("Authorization", "Bearer " + token);
        } else {
            request.header("ApiIntegrationCode", "DEMO")
                    .header("UserName", API_LOGIN)
                    .header("Secret", secret);
        }
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(method + " " + path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** @param at when it happened; not when it was heard of, which may be after what came later */
    private void say(Instant at, String key, Object... values) {
        out.println(shown(at) + "  "
                + new java.text.MessageFormat(words.getString(key), words.getLocale()).format(texts(values)));
        out.flush();
    }

    private static Instant time(JsonNode of, String member) {
        return Instant.parse(of.get(member).stringValue());
    }

    private static Object[] texts(Object[] values) {
        var texts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = String.valueOf(values[i]);
        }
        return texts;
    }

    private static String shown(Instant time) {
        return TIME.format(LocalTime.ofInstant(time, ZoneId.systemDefault()));
    }

    private String seconds(Instant from, Instant to) {
        return String.format(
                words.getLocale(), "%.1f", Duration.between(from, to).toMillis() / 1000.0);
    }
}
