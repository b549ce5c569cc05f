package dev.roundtrip.store;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Which database a desk lives in, read from a JDBC URL. */
public sealed interface Database {
    /** What may be shown of a URL that is not known. */
    Pattern KIND = Pattern.compile("(jdbc:)?\\w{0,20}:?");

    String url();

    /** A file beside nobody else: one process, one writer. */
    record Sqlite(Path file) implements Database {
        @Override
        public String url() {
            return "jdbc:sqlite:" + file;
        }
    }

    /** A server that several desks' nodes may share. {@code url} carries user and password, or the driver's defaults. */
    record Postgres(String url) implements Database {}

    /**
     * @param jdbcUrl {@code jdbc:sqlite:PATH} or {@code jdbc:postgresql://…}
     * @throws IllegalArgumentException naming the URL when it is neither
     */
    static Database of(String jdbcUrl) {
        if (jdbcUrl.startsWith("jdbc:sqlite:")) {
            var path = jdbcUrl.substring("jdbc:sqlite:".length());
            if (path.isBlank() || path.startsWith(":") || path.startsWith("file:")) {
                throw new IllegalArgumentException(
                        "database \"" + jdbcUrl + "\": a desk needs a file, for example jdbc:sqlite:data/roundtrip.db");
            }
            return new Sqlite(Path.of(path).toAbsolutePath());
        }
        if (jdbcUrl.startsWith("jdbc:postgresql:")) {
            return new Postgres(jdbcUrl);
        }
        // Only the beginning: the rest of a URL may hold a password.
        var kind = KIND.matcher(jdbcUrl);
        throw new IllegalArgumentException(
                "database \"%s…\" is not known; use jdbc:sqlite:PATH or jdbc:postgresql://HOST/NAME?user=…&password=…"
                        .formatted(kind.lookingAt() ? kind.group() : ""));
    }
}
