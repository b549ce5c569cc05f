package dev.roundtrip.setup;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command finds the running desk. */
final class DeskOptions {
    private final Map<String, String> environment;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "data folder of the desk on this machine (ROUNDTRIP_DATA; default: data)")
    private @Nullable Path data;

    @Option(names = "--url", paramLabel = "URL", description = "address of the desk (ROUNDTRIP_URL)")
    private @Nullable String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "token of the desk's own API (ROUNDTRIP_TOKEN, which no list of processes shows)")
    private @Nullable String token;

    DeskOptions(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    Map<String, String> environment() {
        return environment;
    }

    /** What the command line says comes before what the environment says, and an address before a folder. */
    DeskAddress desk() throws DeskAddress.NotFound {
        if (url == null && data != null) {
            return DeskAddress.on(data);
        }
        var address = url == null ? environment.get("ROUNDTRIP_URL") : url;
        if (address != null) {
            return DeskAddress.at(address, token == null ? environment.get("ROUNDTRIP_TOKEN") : token);
        }
        return DeskAddress.on(Path.of(environment.getOrDefault("ROUNDTRIP_DATA", "data")));
    }
}
