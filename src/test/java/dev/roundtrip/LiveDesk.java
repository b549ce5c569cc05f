package dev.roundtrip;

import dev.roundtrip.settings.Settings;
import dev.roundtrip.testing.DeskAccount;
import dev.roundtrip.testing.Patience;
import dev.roundtrip.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.util.FileSystemUtils;

/**
 * A desk as {@code ./run} has it, in this JVM: its doors open on a free port, its deliveries going out by themselves, the clock the real
 * one. Callouts may go to 127.0.0.1.
 */
public final class LiveDesk implements AutoCloseable, Patience.Doer {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Path folder;
    private final RunningDesk desk;
    private volatile boolean running = true;

    private LiveDesk(Path folder, RunningDesk desk) {
        this.folder = folder;
        this.desk = desk;
    }

    /** On a fresh database. */
    public static LiveDesk open() throws IOException {
        return open(TestDatabase.SQLITE);
    }

    /** On a fresh database of that kind. */
    public static LiveDesk open(TestDatabase database) throws IOException {
        var folder = Files.createTempDirectory("live-desk");
        var fresh = Settings.in(folder);
        return new LiveDesk(
                folder,
                RunningDesk.start(new Settings(
                        folder,
                        database.fresh(folder),
                        fresh.address(),
                        0,
                        Optional.empty(),
                        "127.0.0.1/32",
                        null,
                        Optional.empty(),
                        false)));
    }

    public URI url() {
        return URI.create(desk.url());
    }

    /** An administrator's. */
    public String token() {
        return desk.token();
    }

    /** Somebody who signs in here with these three. */
    public DeskAccount account(String integrationCode, String userName, String secret) {
        return new DeskAccount(url(), integrationCode, userName, secret);
    }

    /**
     * Makes the desk what a setup file says.
     *
     * @param values of its references, by {@code env:NAME} and {@code file:PATH}
     */
    public void apply(String setup, Map<String, String> values) {
        desk.house().setup().apply("setup.yaml", setup, values, false);
    }

    /** Waits until the desk has done something that can be seen from outside. */
    public void until(String what, Patience.Sight sight) {
        Patience.until(what, SOON, sight, this);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public String news() {
        return "(what it said stands in the log of the tests)";
    }

    @Override
    public void close() {
        running = false;
        desk.close();
        FileSystemUtils.deleteRecursively(folder.toFile());
    }
}
