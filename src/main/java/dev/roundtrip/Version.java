package dev.roundtrip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Roundtrip this is. */
public final class Version {
    private Version() {}

    /** {@code 0.1.0}, as the build wrote it. */
    public static String text() {
        try (var in = Version.class.getResourceAsStream("/application.properties")) {
            var properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            var version = properties.getProperty("roundtrip.version", "dev");
            return version.startsWith("@") ? "dev" : version.replace("-SNAPSHOT", "");
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own properties cannot be read", e);
        }
    }
}
