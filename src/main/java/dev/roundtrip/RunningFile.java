package dev.roundtrip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells commands on the same machine where the desk runs and how to come in: {@code running.json} in the data folder, with a token of this
 * run, readable by its owner alone.
 */
final class RunningFile implements AutoCloseable {
    private final Path file;

    private RunningFile(Path file) {
        this.file = file;
    }

    static RunningFile write(Path data, String url, String token) throws IOException {
        var file = data.resolve("running.json");
        Files.deleteIfExists(file);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.newByteChannel(file, options, mine).close();
        } else {
            Files.newByteChannel(file, options).close();
        }
        Files.writeString(file, JsonMapper.shared().writeValueAsString(Map.of("url", url, "token", token)));
        return new RunningFile(file);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
