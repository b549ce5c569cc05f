package dev.roundtrip.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where this process's CPU time goes. Its threads' clocks tell how much the compiler and the virtual machine took; Flight Recorder's
 * samples of CPU time tell to which room the rest belongs. A sample belongs to the first frame, from the top, that is of a known room:
 * what the JDK does for a driver is the driver's.
 */
final class Profile {
    private static final String SAMPLE = "jdk.CPUTimeSample";
    private static final String ELSEWHERE = "threads, locks and what else the JDK does by itself";

    /** By the beginning of a class's name; the first that fits. */
    private static final Map<String, String> ROOMS = rooms();

    private final Path file;
    private final Recording recording;
    private final Map<String, Double> before;

    private Profile(Path file, Recording recording, Map<String, Double> before) {
        this.file = file;
        this.recording = recording;
        this.before = before;
    }

    private static Map<String, String> rooms() {
        var rooms = new LinkedHashMap<String, String>();
        rooms.put("org.sqlite", "SQLite and its driver, commits too");
        rooms.put("org.postgresql", "PostgreSQL's driver");
        rooms.put("org.springframework", "Spring's JDBC");
        rooms.put("com.zaxxer", "connection pool");
        rooms.put("org.apache.commons.dbcp2", "connection pool");
        rooms.put("dev.roundtrip.store", "store");
        rooms.put("org.apache.hc", "HTTP");
        rooms.put("dev.roundtrip.outbound", "HTTP");
        rooms.put("tools.jackson", "JSON");
        rooms.put("com.fasterxml.jackson", "JSON");
        rooms.put("dev.roundtrip.rule", "rules and trace");
        rooms.put("dev.roundtrip.template", "rendering");
        rooms.put("dev.roundtrip.callout", "callouts");
        rooms.put("dev.roundtrip.delivery", "deliveries");
        rooms.put("dev.roundtrip.ticket", "tickets");
        rooms.put("dev.roundtrip.directory", "tickets");
        rooms.put("dev.roundtrip.people", "tickets");
        rooms.put("dev.roundtrip.bench", "who makes the tickets");
        return rooms;
    }

    static Profile start(Path file) throws IOException {
        var recording = new Recording();
        recording.enable(SAMPLE).with("throttle", "5ms");
        recording.start();
        return new Profile(file, recording, Threads.cpu());
    }

    /** CPU microseconds per piece of work, by room, the largest first. */
    Map<String, Double> stop(long pieces) throws IOException {
        recording.stop();
        var used = new HashMap<>(Threads.cpu());
        before.forEach((kind, seconds) -> used.merge(kind, -seconds, Double::sum));
        recording.dump(file);
        recording.close();
        var samples = new HashMap<String, Long>();
        try (var events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                var event = events.readEvent();
                if (event.getEventType().getName().equals(SAMPLE)) {
                    samples.merge(room(event), 1L, Long::sum);
                }
            }
        }
        double ofJava = used.getOrDefault(Threads.JAVA, 0.0);
        used.remove(Threads.JAVA);
        long all = samples.values().stream().mapToLong(Long::longValue).sum();
        samples.forEach((room, count) -> used.merge(room, ofJava * count / all, Double::sum));
        var micros = new LinkedHashMap<String, Double>();
        used.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(entry -> micros.put(entry.getKey(), entry.getValue() * 1e6 / Math.max(1, pieces)));
        return micros;
    }

    private static String room(RecordedEvent sample) {
        var stack = sample.getStackTrace();
        if (stack == null) {
            return ELSEWHERE;
        }
        return stack.getFrames().stream()
                .map(frame -> frame.getMethod().getType().getName())
                .flatMap(type -> ROOMS.entrySet().stream()
                        .filter(room -> type.startsWith(room.getKey()))
                        .map(Map.Entry::getValue))
                .findFirst()
                .orElse(ELSEWHERE);
    }
}
