package dev.roundtrip.api;

import dev.roundtrip.api.AlertIntake.Outcome;
import dev.roundtrip.directory.Company;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.field.UserField;
import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.Tickets;
import dev.roundtrip.ticket.UserFields;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The webhook of Prometheus Alertmanager, as it is (version 4).
 *
 * <p>{@code ?field=} names the text field that holds the fingerprint ({@code AlertID}, made if missing), {@code ?company=} the
 * company's id (0), {@code ?resolved=complete} completes tickets where {@code note} (the default) adds a note.
 *
 * <p>Alertmanager repeats a message after a 5xx and drops it after a 4xx. So the answer is 200 also when an alert makes no sense
 * (it is then named under {@code refused}, for repeating it would not help), 5xx only when something could not be kept for a
 * reason that may pass, and 4xx only for an address or a message that is wrong as a whole.
 */
@RestController
class AlertmanagerController {
    static final String DEFAULT_FIELD = "AlertID";

    /** Most bytes, unpacked: a storm of alerts is one message, and must not be lost. 16 MiB. */
    static final int MOST_BYTES = 1 << 24;

    private static final Logger log = LoggerFactory.getLogger(AlertmanagerController.class);

    private final AlertIntake intake;
    private final Directory directory;
    private final UserFields userFields;

    AlertmanagerController(
            Store store, Tickets tickets, UserFields userFields, Picklists picklists, Directory directory) {
        this.intake = new AlertIntake(store, tickets, userFields, picklists);
        this.directory = directory;
        this.userFields = userFields;
    }

    @PostMapping("/api/intake/alertmanager")
    ResponseEntity<Map<String, Object>> take(ApiCall call, HttpServletRequest request) throws IOException {
        var message = Alert.message(Body.text(request.getInputStream(), MOST_BYTES, Body.Mending.REPLACE));
        var way = new AlertIntake.Way(field(call), company(call), completes(call), call.caller());
        var alerts = new ArrayList<Alert>();
        var refused = new ArrayList<Map<String, Object>>();
        if (message.leftOut() > 0) {
            log.warn(
                    "a message of Alertmanager came without {} of its alerts, and nobody will make tickets of these; max_alerts of its"
                            + " webhook_configs should be 0",
                    message.leftOut());
        }
        for (var one : message.alerts()) {
            switch (one) {
                case Alert.Read.Understood understood -> alerts.add(understood.alert());
                case Alert.Read.Refused nonsense ->
                    refused.add(Map.of("alert", nonsense.index(), "error", Characters.readable(nonsense.why())));
            }
        }
        var kept = new ArrayList<Map<String, Object>>();
        boolean again = false;
        for (var outcome : intake.take(alerts, way)) {
            switch (outcome) {
                case Outcome.Kept ticket -> kept.add(json(ticket));
                case Outcome.Nothing nothing -> {}
                case Outcome.Lost lost -> {
                    refused.add(Map.of("fingerprint", lost.fingerprint(), "error", Characters.readable(lost.why())));
                    again |= lost.passing();
                }
            }
        }
        var answer = new LinkedHashMap<String, Object>();
        answer.put("tickets", kept);
        if (!refused.isEmpty()) {
            answer.put("refused", refused);
        }
        return ResponseEntity.status(again ? 500 : 200).body(answer);
    }

    private static Map<String, Object> json(Outcome.Kept ticket) {
        var map = new LinkedHashMap<String, Object>();
        map.put("fingerprint", ticket.fingerprint());
        map.put("id", ticket.ticketId());
        map.put("ticketNumber", ticket.ticketNumber());
        map.put("outcome", ticket.what());
        return map;
    }

    private UserField field(ApiCall call) {
        var name = call.query().value("field").orElse(DEFAULT_FIELD);
        var field = userFields.named(name).orElseGet(() -> added(name));
        if (!field.active()) {
            throw ApiProblem.badInput("field: \"%s\" is inactive, and can hold no fingerprint".formatted(field.name()));
        }
        return switch (field.type()) {
            case TEXT, MULTI_LINE_TEXT -> field;
            case NUMBER, DATE, LIST ->
                throw ApiProblem.badInput("field: \"%s\" is of type %s; a fingerprint needs a text"
                        .formatted(field.name(), field.type().word()));
        };
    }

    private UserField added(String name) {
        try {
            return userFields.add(new UserField(
                    0,
                    name,
                    UserField.Type.TEXT,
                    List.of(),
                    null,
                    "The monitoring system's fingerprint of the alert",
                    true));
        } catch (IllegalArgumentException e) {
            throw ApiProblem.badInput("field: " + e.getMessage());
        }
    }

    private long company(ApiCall call) {
        var text =
                call.query().value("company").orElse(Long.toString(Company.OWN)).strip();
        if (!text.matches("[0-9]{1,18}")
                || directory.company(Long.parseLong(text)).isEmpty()) {
            throw ApiProblem.badInput(
                    "company: there is no company with the id \"%s\"".formatted(Characters.shortened(text, 60)));
        }
        var id = Long.parseLong(text);
        if (!call.caller().maySee(id)) {
            throw ApiProblem.notAllowed("company: this API user may make no tickets for company " + id);
        }
        return id;
    }

    private static boolean completes(ApiCall call) {
        var way = call.query().value("resolved").orElse("note");
        if (!way.equals("note") && !way.equals("complete")) {
            throw ApiProblem.badInput(
                    "resolved: \"%s\" is not known; use note or complete".formatted(Characters.shortened(way, 60)));
        }
        return way.equals("complete");
    }
}
