package dev.roundtrip.story.real;

import dev.roundtrip.testing.Patience;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program of the operating system that runs until it is told to stop, or until this JVM is gone, however it went. */
final class OutsideProgram implements AutoCloseable, Patience.Doer {

    /**
     * The program runs on a leash: a shell beside it reads from a pipe that we hold, and ends it when the pipe ends. A shutdown hook would
     * not do, for it does not run when the JVM is killed.
     */
    private static final String LEASH = """
            exec 3<&0
            "$@" 3<&- </dev/null &
            program=$!
            { cat <&3 >/dev/null; kill $program 2>/dev/null; } &
            exec 3<&-
            wait $program
            """;

    private final Process process;
    private final Path log;

    private OutsideProgram(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Skips the running tests, with a printed reason, unless this machine has all of {@code programs}. */
    static void assumeInstalled(String system, String... programs) {
        var missing = Stream.of(programs).filter(name -> find(name).isEmpty()).toList();
        if (!missing.isEmpty()) {
            var reason =
                    "left out: the tests against a real %s, they need %s".formatted(system, String.join(", ", missing));
            System.out.println(reason);
            Assumptions.abort(reason);
        }
    }

    /** Where a program stands; the system's own folders count too, which a plain user's PATH often lacks. */
    static Optional<Path> find(String program) {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)),
                        Stream.of("/usr/local/sbin", "/usr/sbin", "/sbin"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts {@code command}; what it prints goes to {@code log}. */
    static OutsideProgram start(Path log, List<String> command) throws IOException {
        var leashed = new ArrayList<>(List.of("sh", "-c", LEASH, "leash"));
        leashed.add(find(command.getFirst()).orElseThrow().toString());
        leashed.addAll(command.subList(1, command.size()));
        var process = new ProcessBuilder(leashed)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new OutsideProgram(process, log);
    }

    /** Runs {@code command} in {@code folder} to its end, which has to be a good one within 30 seconds. */
    static void run(Path folder, List<String> command) throws IOException {
        var output = folder.resolve("last-command.log");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!endsWithin(30, process) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("failed: " + String.join(" ", command) + "\n" + Files.readString(output));
        }
    }

    @Override
    public boolean isRunning() {
        return process.isAlive();
    }

    /** The last lines it printed. */
    @Override
    public String news() {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "(its output could not be read: " + e + ")";
        }
    }

    /** Ends it and everything it started, kindly first. */
    @Override
    public void close() {
        var descendants = process.descendants().toList();
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!endsWithin(10, process)) {
            descendants.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static boolean endsWithin(long seconds, Process process) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
