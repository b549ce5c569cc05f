package dev.roundtrip;

import dev.roundtrip.people.Tokens;
import dev.roundtrip.practice.Demo;
import dev.roundtrip.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job before one's eyes, on a sample desk in a temporary folder. */
@Command(
        name = "demo",
        description = "Shows the round trip on a sample desk, step by step; then the desk stays up.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the alert was closed", "1:it was not"})
final class DemoCommand implements Callable<Integer> {
    private static final int USUAL_PORT = 8080;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "port to listen on (default: 8080, or a free one when that is taken)")
    private @Nullable Integer port;

    @Option(names = "--once", description = "end when the story is told, with 0 when the alert was closed")
    private boolean once;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        var folder = Files.createTempDirectory("roundtrip-demo");
        var language = Locale.getDefault().getLanguage().equals("de") ? Locale.GERMAN : Locale.ENGLISH;
        var secret = Tokens.random();
        var password = Tokens.random().substring(3, 15);
        var stay = new Stay(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(stay::end));
        try {
            var desk = stay.begin(settings(folder));
            desk.house()
                    .setup()
                    .apply(
                            "demo.yaml",
                            setupText(),
                            Map.of(
                                    "env:DEMO_URL",
                                    desk.url(),
                                    "env:DEMO_SECRET",
                                    secret,
                                    "env:DEMO_PASSWORD",
                                    password),
                            false);
            boolean closed = new Demo(desk.url(), secret, desk.token(), out, language, Clock.systemUTC()).tell();
            if (!once) {
                links(out, language, desk, password);
                new CountDownLatch(1).await();
            }
            return closed ? 0 : 1;
        } catch (IOException | RuntimeException e) {
            if (stay.isOver()) {
                return 1; // Stopped amid the story: whatever failed then did so for that.
            }
            throw e;
        }
    }

    /** The desk of the demo and its folder. They end with the process, however early that is asked to end. */
    private static final class Stay {
        private final Path folder;
        private @Nullable RunningDesk desk;
        private volatile boolean over;

        Stay(Path folder) {
            this.folder = folder;
        }

        synchronized RunningDesk begin(Settings settings) throws IOException {
            var started = RunningDesk.start(settings);
            desk = started;
            return started;
        }

        boolean isOver() {
            return over;
        }

        void end() {
            over = true;
            synchronized (this) { // A desk that is still starting would write into the folder once more.
                if (desk != null) {
                    desk.close();
                }
                FileSystemUtils.deleteRecursively(folder.toFile());
            }
        }
    }

    private Settings settings(Path folder) throws IOException {
        var fresh = Settings.in(folder);
        return new Settings(
                folder,
                fresh.database(),
                "127.0.0.1",
                port != null ? port : isFree(USUAL_PORT) ? USUAL_PORT : 0,
                Optional.empty(),
                "",
                null,
                Optional.empty(),
                true);
    }

    private static boolean isFree(int port) {
        try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static String setupText() throws IOException {
        try (var in = Objects.requireNonNull(
                DemoCommand.class.getResourceAsStream("/demo/setup.yaml"), "the demo's setup file")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void links(PrintWriter out, Locale language, RunningDesk desk, String password) {
        var words = ResourceBundle.getBundle("demo", language);
        out.println();
        out.println(MessageFormat.format(words.getString("links"), desk.url(), "demo", password));
        out.println(MessageFormat.format(words.getString("api"), desk.url(), desk.token()));
        out.println(words.getString("stop"));
        out.flush();
    }
}
