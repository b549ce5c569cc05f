package dev.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a desk keeps is for its own user: tickets and deliveries stand in its files in clear. */
class DataFolderTest {
    private final Path data;

    DataFolderTest(@TempDir Path folder) {
        data = folder.resolve("data");
    }

    /** Of everything in the data folder while a desk has it. */
    private Map<String, String> rights() throws IOException {
        try (var house = new House(Settings.in(data), Clock.systemUTC());
                var running = RunningFile.write(data, "http://127.0.0.1:8080", "token");
                var files = Files.list(data)) {
            assertThat(house.store().canBeWritten()).isTrue();
            assertThat(running).isNotNull();
            var rights = new TreeMap<String, String>();
            for (var file : files.toList()) {
                rights.put(file.getFileName().toString(), rights(file));
            }
            return rights;
        }
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void openToAll(Path path) throws IOException {
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwxrwxrwx" : "rw-rw-rw-"));
    }

    @Test
    void isMadeForItsOwnerAlone() throws IOException {
        var rights = rights();

        assertThat(rights(data)).isEqualTo("rwx------");
        assertThat(rights)
                .containsOnlyKeys(
                        "desk.lock",
                        "desk.pid",
                        "key",
                        "node",
                        "roundtrip.db",
                        "roundtrip.db-shm",
                        "roundtrip.db-wal",
                        "roundtrip.db.lock",
                        "roundtrip.db.pid",
                        "running.json")
                .allSatisfy((file, right) -> assertThat(right).as(file).isEqualTo("rw-------"));
    }

    @Test
    void itsFilesAreShutAtTheStartAndTheFolderStaysAsItWas() throws IOException {
        rights();
        Files.writeString(data.resolve("roundtrip.db-wal"), ""); // as a crash leaves it
        try (var files = Files.walk(data)) {
            for (var file : files.toList()) {
                openToAll(file);
            }
        }

        var rights = rights();

        assertThat(rights(data)).as("it may hold more than the desk's own").isEqualTo("rwxrwxrwx");
        assertThat(rights)
                .allSatisfy((file, right) -> assertThat(right).as(file).isEqualTo("rw-------"));
    }
}
