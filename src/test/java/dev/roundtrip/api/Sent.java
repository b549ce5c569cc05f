package dev.roundtrip.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An alert in a message of Alertmanager, with everything that Alertmanager writes into one. */
record Sent(String fingerprint, boolean firing, Map<String, String> labels, Map<String, String> annotations) {

    static Sent firing(String fingerprint) {
        return new Sent(
                fingerprint,
                true,
                Map.of("alertname", "DiskFull", "host", fingerprint),
                Map.of("summary", "Disk of " + fingerprint + " is full"));
    }

    Sent saying(String summary) {
        return with(labels, Map.of("summary", summary));
    }

    Sent label(String name, String value) {
        var more = new TreeMap<>(labels);
        more.put(name, value);
        return with(more, annotations);
    }

    Sent annotation(String name, String value) {
        var more = new TreeMap<>(annotations);
        more.put(name, value);
        return with(labels, more);
    }

    Sent ended() {
        return new Sent(fingerprint, false, labels, annotations);
    }

    private Sent with(Map<String, String> labels, Map<String, String> annotations) {
        return new Sent(fingerprint, firing, labels, annotations);
    }

    Map<String, Object> json() {
        var alert = new LinkedHashMap<String, Object>();
        alert.put("status", firing ? "firing" : "resolved");
        alert.put("labels", labels);
        alert.put("annotations", annotations);
        alert.put("startsAt", "2026-11-24T15:50:17.16095407-02:00");
        alert.put("endsAt", firing ? "0001-01-01T00:00:00Z" : "2026-11-24T18:01:00Z");
        alert.put("generatorURL", "http://prometheus.example:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1");
        alert.put("fingerprint", fingerprint);
        return alert;
    }

    static String message(Sent... alerts) {
        return message(Arrays.stream(alerts).map(Sent::json).toList());
    }

    /** Around alerts that are written by hand. */
    static String message(List<?> alerts) {
        var message = new LinkedHashMap<String, Object>();
        message.put("receiver", "desk");
        message.put("status", "firing");
        message.put("alerts", alerts);
        message.put("groupLabels", Map.of("alertname", "DiskFull"));
        message.put("commonLabels", Map.of("alertname", "DiskFull"));
        message.put("commonAnnotations", Map.of());
        message.put("externalURL", "http://alertmanager.example:9093");
        message.put("version", "4");
        message.put("groupKey", "{}:{alertname=\"DiskFull\"}");
        message.put("truncatedAlerts", 0);
        return ApiServer.JSON.writeValueAsString(message);
    }
}
