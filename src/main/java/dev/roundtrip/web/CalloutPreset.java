package dev.roundtrip.web;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.ticket.UserFields;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a new callout can start from: what the other ends that people have most want to be told, as the examples have it. Only the form knows
 * them; a callout does not know what it was made from.
 */
enum CalloutPreset {
    PAIRS("pairs") {
        @Override
        Typed fill(Typed fresh) {
            return fresh;
        }
    },
    JSON("json") {
        @Override
        Typed fill(Typed fresh) {
            return with(fresh, "format", "json");
        }
    },
    ICINGA("icinga") {
        @Override
        Typed fill(Typed fresh) {
            var all = custom(fresh, "Icinga 2", "https://icinga.acme.example:5665/v1/actions/acknowledge-problem", """
                    {
                      "author": "Roundtrip",
                      {{#udf.IcingaService}}"type": "Service", "service": "{{udf.AlertID}}",{{/udf.IcingaService}}
                      {{^udf.IcingaService}}"type": "Host", "host": "{{udf.AlertID}}",{{/udf.IcingaService}}
                      "comment": "Ticket {{ticket.ticketNumber}} is done"
                    }
                    """);
            // Without it Icinga answers 400. 409: acknowledged already, or no problem any more.
            all = all.with("headers.name", List.of("Accept")).with("headers.value", List.of("application/json"));
            return with(with(with(all, "success.codes", "200-299,409"), "auth", "basic"), "field", ALERT);
        }
    },
    ALERTMANAGER("alertmanager") {
        @Override
        Typed fill(Typed fresh) {
            var all = custom(fresh, "Alertmanager", "https://alertmanager.acme.example/api/v2/alerts", """
                    [
                      {
                        "labels": {
                          "alertname": "{{udf.alertname}}",
                          "instance": "{{udf.instance}}",
                          "job": "{{udf.job}}",
                          "severity": "{{udf.severity}}"
                        },
                        "annotations": { "summary": "Ended by ticket {{ticket.ticketNumber}}" },
                        "endsAt": "{{now-1s}}"
                      }
                    ]
                    """);
            return with(all, "field", ALERT);
        }
    },
    SILENCE("silence") {
        @Override
        Typed fill(Typed fresh) {
            var all = custom(fresh, "Alertmanager", "https://alertmanager.acme.example/api/v2/silences", """
                    {
                      "matchers": [
                        { "name": "alertname", "value": "{{udf.alertname}}", "isRegex": false },
                        { "name": "instance", "value": "{{udf.instance}}", "isRegex": false }
                      ],
                      "startsAt": "{{now}}",
                      "endsAt": "{{now+2h}}",
                      "createdBy": "Roundtrip",
                      "comment": "Ticket {{ticket.ticketNumber}}"
                    }
                    """);
            return with(all, "field", ALERT);
        }
    },
    ZABBIX("zabbix") {
        @Override
        Typed fill(Typed fresh) {
            // 6: acknowledge (2) and add a message (4). Zabbix answers 200 to everything and tells of errors in the
            // body.
            var all = custom(fresh, "Zabbix", "https://zabbix.acme.example/api_jsonrpc.php", """
                    {
                      "jsonrpc": "2.0",
                      "method": "event.acknowledge",
                      "params": {
                        "eventids": ["{{udf.AlertID}}"],
                        "action": 6,
                        "message": "Ticket {{ticket.ticketNumber}} is done"
                      },
                      "id": 1
                    }
                    """);
            all = with(with(all, "success.body", "absent"), "success.body.pointer", "/error");
            return with(with(all, "auth", "bearer"), "field", ALERT);
        }
    };

    private static final String ALERT = "AlertID";

    private final String word;

    CalloutPreset(String word) {
        this.word = word;
    }

    /** Behind {@code preset=} in the address, and in the keys of its texts. */
    public String word() {
        return word;
    }

    abstract Typed fill(Typed fresh);

    static Optional<CalloutPreset> of(String word) {
        return Arrays.stream(values())
                .filter(preset -> preset.word.equals(word))
                .findFirst();
    }

    /** A new callout, started from it; the field it asks for only where the desk has it. */
    Typed typed(UserFields fields) {
        var typed = fill(CalloutForm.of(Callout.to("-", "https://"), fields)
                .without("name")
                .without("url"));
        return fields.active().stream().anyMatch(field -> field.name().equalsIgnoreCase(typed.text("field")))
                ? typed
                : typed.without("field");
    }

    private static Typed custom(Typed fresh, String name, String url, String body) {
        return with(
                with(
                        with(with(with(fresh, "name", name), "url", url), "format", "custom"),
                        "content-type",
                        "application/json"),
                "body",
                body);
    }

    private static Typed with(Typed typed, String name, String value) {
        return typed.with(name, List.of(value));
    }
}
