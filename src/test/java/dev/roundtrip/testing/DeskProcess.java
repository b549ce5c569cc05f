package dev.roundtrip.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real program as a process of its own, which can be killed, stopped and started again on the same data folder. It is gone when this
 * JVM is, however that went.
 *
 * <pre>{@code
 * try (var desk = DeskProcess.start(data, List.of("--setup", file), Map.of("SECRET", "…"))) {
 *     desk.killNine();
 *     desk.restart();
 * }
 * }</pre>
 */
public final class DeskProcess implements AutoCloseable, Patience.Doer {
    /** How a process ends that SIGTERM has asked to: 128 + 15. */
    public static final int TERMINATED = 143;

    /**
     * A shell's child reads from a pipe that we hold, and kills the program when the pipe ends: a shutdown hook would not do, for it does
     * not run when the JVM is killed. The shell itself becomes the program, so that the process we have is the program's own.
     */
    private static final String LEASH = """
            exec 3<&0
            { cat <&3; kill -9 $$; } >/dev/null 2>&1 &
            exec 3<&-
            exec "$@" </dev/null
            """;

    /** Far more than it takes; reached only where a test would else hang. */
    private static final long SECONDS = 90;

    private static final Pattern READY = Pattern.compile("Roundtrip \\S+: (http://\\S+) .*");

    private final Path data;
    private final List<String> arguments;
    private final Map<String, String> environment;
    private volatile Life life;

    private DeskProcess(Path data, List<String> arguments, Map<String, String> environment) {
        this.data = data;
        this.arguments = arguments;
        this.environment = environment;
        this.life = begin();
    }

    /** One process, from its start to its end. */
    private record Life(Process process, Said said, URI url, String token) {}

    /** How a command ended that does not go on. */
    public record Ended(int status, String out, String err) {}

    /** Serves on a free port; returns when it is ready. Callouts may go to 127.0.0.1. */
    public static DeskProcess start(Path data, List<String> options, Map<String, String> environment) {
        var arguments = new ArrayList<>(List.of("serve", "--port", "0", "--data", data.toString()));
        arguments.addAll(List.of("--outbound-allow", "127.0.0.1/32"));
        arguments.addAll(options);
        return new DeskProcess(data, List.copyOf(arguments), environment);
    }

    /** Runs a command to its end. */
    public static Ended run(String... arguments) {
        return run(Map.of(), arguments);
    }

    public static Ended run(Map<String, String> environment, String... arguments) {
        return begin(environment, arguments).end();
    }

    /** Begins a command and does not wait for it. */
    public static Begun begin(Map<String, String> environment, String... arguments) {
        return new Begun(process(List.of(arguments), environment));
    }

    /** A command under way. */
    public static final class Begun implements Patience.Doer, AutoCloseable {
        private final Process process;
        private final Said said;

        private Begun(Process process) {
            this.process = process;
            this.said = new Said(process);
        }

        /** Asks it to end, as Ctrl-C and the operating system do. */
        public Ended terminate() {
            process.toHandle().destroy();
            return end();
        }

        private Ended end() {
            var status = DeskProcess.end(process, said);
            return new Ended(status, said.out(), said.err());
        }

        @Override
        public boolean isRunning() {
            return process.isAlive();
        }

        @Override
        public String news() {
            return said.toString();
        }

        @Override
        public void close() {
            if (isRunning()) {
                process.toHandle().destroyForcibly();
                end();
            }
        }
    }

    private Life begin() {
        var process = process(arguments, environment);
        var said = new Said(process);
        try {
            var url = URI.create(said.url().get(SECONDS, TimeUnit.SECONDS));
            var running = JsonMapper.shared().readTree(Files.readString(data.resolve("running.json")));
            return new Life(process, said, url, running.path("token").stringValue());
        } catch (ExecutionException | TimeoutException | IOException e) {
            process.destroyForcibly();
            throw new AssertionError("the desk did not start; it said:\n" + said, e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the desk started", e);
        }
    }

    private static Process process(List<String> arguments, Map<String, String> environment) {
        var command = new ArrayList<>(List.of("sh", "-c", LEASH, "leash"));
        command.addAll(PackedProgram.command());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is reached in its present life. */
    public URI url() {
        return life.url();
    }

    /** An administrator's, in its present life. */
    public String token() {
        return life.token();
    }

    public long pid() {
        return life.process().pid();
    }

    /** The process is gone at once, without a word: SIGKILL. */
    public void killNine() {
        var now = life;
        now.process().toHandle().destroyForcibly();
        end(now.process(), now.said());
    }

    /** Asks it to end, as the operating system does: SIGTERM. Returns the exit status. */
    public int terminate() {
        var now = life;
        now.process()
                .toHandle()
                .destroy(); // not the process itself: that would close its pipes too, the leash among them
        return end(now.process(), now.said());
    }

    /** A new life on the same data folder, with the same arguments; the old one has to be over. Returns when it is ready. */
    public void restart() {
        if (life.process().isAlive()) {
            throw new IllegalStateException("the desk still runs");
        }
        life = begin();
    }

    @Override
    public boolean isRunning() {
        return life.process().isAlive();
    }

    @Override
    public String news() {
        return life.said().toString();
    }

    private static int end(Process process, Said said) {
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the process did not end in %d s; it said:%n%s".formatted(SECONDS, said));
            }
            said.awaitEnd();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the process ended", e);
        }
    }

    @Override
    public void close() {
        if (life.process().isAlive()) {
            killNine();
        }
    }

    /** What a process has printed so far. */
    private static final class Said {
        private final Queue<String> out = new ConcurrentLinkedQueue<>();
        private final Queue<String> err = new ConcurrentLinkedQueue<>();
        private final CompletableFuture<String> url = new CompletableFuture<>();
        private final List<Thread> listeners;

        Said(Process process) {
            var output = Thread.ofVirtual().start(() -> {
                listen(process.getInputStream(), out);
                url.completeExceptionally(new IOException("it ended before it was ready"));
            });
            var errors = Thread.ofVirtual().start(() -> listen(process.getErrorStream(), err));
            listeners = List.of(output, errors);
        }

        private void listen(InputStream stream, Queue<String> into) {
            try (var lines = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    into.add(line);
                    var ready = READY.matcher(line);
                    if (ready.matches()) {
                        url.complete(ready.group(1));
                    }
                }
            } catch (IOException e) {
                into.add("(the pipe broke: " + e.getMessage() + ")");
            }
        }

        CompletableFuture<String> url() {
            return url;
        }

        void awaitEnd() throws InterruptedException {
            for (var listener : listeners) {
                listener.join();
            }
        }

        String out() {
            return String.join("\n", out);
        }

        String err() {
            return String.join("\n", err);
        }

        @Override
        public String toString() {
            return (out() + "\n" + err()).strip();
        }
    }
}
