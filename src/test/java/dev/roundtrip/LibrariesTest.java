package dev.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the desk is built with is what .mvn/libraries.sha256 says, and nothing else. */
class LibrariesTest {
    private static final Path LIST = Path.of(".mvn/libraries.sha256");
    private static final String LIBRARY = "info/picocli/picocli/";

    private static Map<String, String> listed() throws IOException {
        return Files.readAllLines(LIST).stream()
                .map(line -> line.split("  ", 2))
                .collect(Collectors.toMap(line -> line[1], line -> line[0]));
    }

    @Test
    void everyLibraryIsListedAndIsWhatTheListSays() throws Exception {
        var listed = listed();
        for (var jar : jars()) {
            var path = jar.toString().replace(File.separatorChar, '/');
            var entry = listed.keySet().stream()
                    .filter(one -> path.endsWith("/" + one))
                    .findFirst();
            assertThat(entry).as("%s is in %s", path, LIST).isPresent();
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            assertThat(HexFormat.of().formatHex(digest)).as(path).isEqualTo(listed.get(entry.orElseThrow()));
        }
    }

    private static java.util.List<Path> jars() {
        var jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.endsWith(".jar") && !path.contains("surefirebooter"))
                .map(Path::of)
                .toList();
        assertThat(jars).hasSizeGreaterThan(50);
        return jars;
    }

    @Test
    void oneThatWasChangedIsRefusedByName(@TempDir Path repository) throws Exception {
        var name = listed().keySet().stream()
                .filter(one -> one.startsWith(LIBRARY) && one.endsWith(".jar"))
                .findFirst()
                .orElseThrow();
        var copy = repository.resolve(name);
        Files.createDirectories(copy.getParent());
        var real = jars().stream().filter(jar -> jar.endsWith(name)).findFirst().orElseThrow();
        Files.copy(real, copy);
        assertThat(checked(repository)).isEqualTo("0 ");

        var bytes = Files.readAllBytes(copy);
        bytes[bytes.length / 2] ^= 1;
        Files.write(copy, bytes);

        assertThat(checked(repository)).startsWith("1 ").contains("  " + name + "\n");
    }

    private static String checked(Path repository) throws IOException, InterruptedException {
        var process = new ProcessBuilder("./.mvn/check-libraries.sh", "-Dmaven.repo.local=" + repository)
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + said;
    }
}
