package dev.roundtrip;

import dev.roundtrip.store.OwnFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
        OwnFiles.write(file, JsonMapper.shared().writeValueAsString(Map.of("url", url, "token", token)));
        return new RunningFile(file);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
