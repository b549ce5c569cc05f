package dev.roundtrip.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes of the same Java and class path as this one. */
final class Java {
    /** As {@code ./run} has it, but for a larger heap: the same for all, and who makes the tickets lives in it too. */
    static final String[] OF_ENGINES = {
        "-Xms64m",
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow"
    };

    private Java() {}

    static ProcessBuilder command(Class<?> main, String... options) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return new ProcessBuilder(command);
    }
}
