package dev.roundtrip.bench;

import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the process of an engine saw of its window.
 *
 * @param warmed       seconds of load before the window
 * @param settled      callouts whose outcome was stored within it
 * @param made         tickets made in the whole run
 * @param failures     tickets that could not be made
 * @param latestMillis by how much a ticket at a rate was begun late at most
 * @param claimed      callouts per second that were due and claimed from the store, 0 when that was not asked for
 * @param micros       CPU microseconds per callout by room, when a profile was asked for
 */
record Measured(
        Usage from,
        Usage to,
        double warmed,
        long settled,
        long made,
        int failures,
        double latestMillis,
        double claimed,
        long peakMegabytes,
        Map<String, Double> micros) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    double seconds() {
        return (to.nanos() - from.nanos()) / 1e9;
    }

    Measured withClaimed(double perSecond) {
        return new Measured(from, to, warmed, settled, made, failures, latestMillis, perSecond, peakMegabytes, micros);
    }

    static Measured read(Path file) {
        return JSON.readValue(file.toFile(), Measured.class);
    }

    void write(Path file) {
        JSON.writeValue(file.toFile(), this);
    }
}
