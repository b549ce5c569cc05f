package dev.roundtrip.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** CPU seconds of this process's threads by what they are for. */
final class Threads {
    static final String COMPILER = "just-in-time compiler";
    static final String JAVA = "Java";

    private static final double TICKS = 100; // a second's, on every Linux there is

    private Threads() {}

    static Map<String, Double> cpu() throws IOException {
        var seconds = new HashMap<String, Double>();
        List<Path> threads;
        try (Stream<Path> all = Files.list(Path.of("/proc/self/task"))) {
            threads = all.toList();
        }
        for (var thread : threads) {
            add(thread.resolve("stat"), seconds);
        }
        return seconds;
    }

    private static void add(Path stat, Map<String, Double> seconds) {
        try {
            var line = Files.readString(stat);
            var name = line.substring(line.indexOf('(') + 1, line.lastIndexOf(')'));
            var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            seconds.merge(kind(name), (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS, Double::sum);
        } catch (IOException gone) {
            return; // it ended while we looked
        }
    }

    private static String kind(String thread) {
        if (thread.startsWith("C1 ") || thread.startsWith("C2 ")) {
            return COMPILER;
        }
        if (thread.startsWith("VM ") || thread.startsWith("GC ")) {
            return "garbage collector and virtual machine";
        }
        return thread.startsWith("JFR") ? "Flight Recorder itself" : JAVA;
    }

    static double ofTheCompiler() throws IOException {
        return cpu().getOrDefault(COMPILER, 0.0);
    }
}
