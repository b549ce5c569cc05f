package dev.roundtrip.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * One alert of a message of Alertmanager, its texts mended: what no store can keep has become U+FFFD.
 *
 * @param fingerprint what makes it the same alert as before: the sender's, or without one a digest of the labels
 * @param firing false when it has ended
 * @param startsAt as the sender writes it
 * @param endsAt the same
 * @param source a link to what raised it
 */
record Alert(
        String fingerprint,
        boolean firing,
        Map<String, String> labels,
        Map<String, String> annotations,
        Optional<String> startsAt,
        Optional<String> endsAt,
        Optional<String> source) {

    /** Bytes of UTF-8: as much as a text field holds, and an index of PostgreSQL takes. */
    private static final int LONGEST_FINGERPRINT = 1000;

    Alert {
        labels = new TreeMap<>(labels);
        annotations = new TreeMap<>(annotations);
    }

    /**
     * What one message brings.
     *
     * @param leftOut how many alerts its sender says it has left out
     */
    record Message(List<Read> alerts, long leftOut) {
        Message {
            alerts = List.copyOf(alerts);
        }
    }

    /** One alert of a message, or why it is none. */
    sealed interface Read {
        record Understood(Alert alert) implements Read {}

        record Refused(int index, String why) implements Read {}
    }

    /**
     * The alerts of a message; one that makes no sense takes none of the others with it. The version is not looked at: what can be
     * understood is taken.
     *
     * @throws ApiProblem when {@code text} is no such message at all
     */
    static Message message(String text) {
        var message = Members.of("body", Json.read("body", text));
        var alerts = message.value("alerts")
                .filter(JsonNode::isArray)
                .orElseThrow(() -> ApiProblem.badInput("alerts: a list of alerts is needed, as Alertmanager sends it"));
        var status = message.text("status").orElse("firing");
        var all = new ArrayList<Read>();
        for (var node : alerts) {
            try {
                all.add(new Read.Understood(of(Members.of("alerts[" + all.size() + "]", node), status)));
            } catch (ApiProblem e) {
                all.add(new Read.Refused(all.size(), String.join("; ", e.texts())));
            }
        }
        return new Message(
                all,
                message.value("truncatedAlerts")
                        .filter(JsonNode::canConvertToLong)
                        .map(JsonNode::longValue)
                        .orElse(0L));
    }

    private static Alert of(Members alert, String statusOfAll) {
        var labels = texts("labels", alert);
        var status = alert.text("status").orElse(statusOfAll);
        if (!status.equals("firing") && !status.equals("resolved")) {
            throw ApiProblem.badInput(
                    "status: \"%s\" is neither firing nor resolved".formatted(Characters.shortened(status, 60)));
        }
        return new Alert(
                text("fingerprint", alert)
                        .map(String::strip)
                        .filter(f -> !f.isEmpty() && f.getBytes(StandardCharsets.UTF_8).length <= LONGEST_FINGERPRINT)
                        .orElseGet(() -> digest(labels.toString()).substring(0, 16)),
                status.equals("firing"),
                labels,
                texts("annotations", alert),
                text("startsAt", alert),
                text("endsAt", alert),
                text("generatorURL", alert).filter(url -> !url.isBlank()));
    }

    private static Optional<String> text(String name, Members alert) {
        return alert.value(name).map(value -> Characters.readable(String.valueOf(Members.scalar(name, value))));
    }

    private static Map<String, String> texts(String name, Members alert) {
        var texts = new TreeMap<String, String>();
        alert.value(name).ifPresent(node -> {
            if (!node.isObject()) {
                throw ApiProblem.badInput(name + ": an object of names and texts is needed");
            }
            node.properties()
                    .forEach(member -> texts.put(
                            Characters.readable(member.getKey()),
                            Characters.readable(
                                    member.getValue().isValueNode()
                                            ? member.getValue().asString()
                                            : member.getValue().toString())));
        });
        return texts;
    }

    Optional<String> label(String name) {
        return Optional.ofNullable(labels.get(name)).filter(value -> !value.isBlank());
    }

    Optional<String> annotation(String name) {
        return Optional.ofNullable(annotations.get(name)).filter(value -> !value.isBlank());
    }

    static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
