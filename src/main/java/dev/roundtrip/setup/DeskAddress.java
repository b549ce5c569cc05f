package dev.roundtrip.setup;

import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a running desk is reached, and what opens it.
 *
 * @param url without a slash at its end
 * @param token null where nobody named one
 */
record DeskAddress(URI url, @Nullable String token) {
    private static final String FILE = "running.json";

    /** There is no way to the desk; the message is for a person. */
    static final class NotFound extends Exception {
        NotFound(String message) {
            super(message);
        }

        String words() {
            return String.valueOf(getMessage());
        }
    }

    /** As the file has it that a desk writes into its data folder at its start, readable by its owner alone. */
    private record Written(@Nullable String url, @Nullable String token) {}

    /** The desk that runs on that data folder on this machine. */
    static DeskAddress on(Path data) throws NotFound {
        var file = data.resolve(FILE);
        try {
            var written = JsonMapper.shared().readValue(Files.readString(file), Written.class);
            if (written.url() != null && written.token() != null) {
                return at(written.url(), written.token());
            }
        } catch (NoSuchFileException e) {
            throw new NotFound(
                    "no desk runs on the data folder %s (there is no %s); start it, name its folder with --data, or use --url and --token"
                            .formatted(data, file));
        } catch (AccessDeniedException e) {
            throw new NotFound(
                    "%s may not be read by this user; run this as the user that the desk runs as".formatted(file));
        } catch (IOException | JacksonException e) {
            throw new NotFound("%s cannot be read; start the desk anew, or use --url and --token".formatted(file));
        }
        throw new NotFound("%s names no url and token; start the desk anew, or use --url and --token".formatted(file));
    }

    static DeskAddress at(String url, @Nullable String token) throws NotFound {
        try {
            var uri = URI.create(url.strip());
            var isHttp = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (isHttp && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
                var text = uri.toString();
                return new DeskAddress(
                        text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : uri,
                        token == null ? null : token.strip());
            }
        } catch (IllegalArgumentException e) {
            throw new NotFound(wrong(url));
        }
        throw new NotFound(wrong(url));
    }

    private static String wrong(String url) {
        return "\"%s\" is no address of a desk, such as https://desk.acme.example or http://127.0.0.1:8080"
                .formatted(url);
    }

    URI resolve(String pathAndQuery) {
        return URI.create(url + pathAndQuery);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return url.toString();
    }
}
