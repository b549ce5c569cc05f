package dev.roundtrip.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What an option is that the command line does not name: {@code --some-name} is {@code ROUNDTRIP_SOME_NAME} in the environment, else
 * {@code roundtrip.some-name} or {@code roundtrip.some.name} in the file {@code roundtrip.properties} of the working directory, else the
 * option's own default.
 */
public final class Defaults implements IDefaultValueProvider {
    private final Map<String, String> environment;
    private final Properties file;

    private Defaults(Map<String, String> environment, Properties file) {
        this.environment = environment;
        this.file = file;
    }

    /** @throws UncheckedIOException when the file is there and cannot be read */
    public static Defaults of(Map<String, String> environment, Path settingsFile) {
        var properties = new Properties();
        if (Files.exists(settingsFile)) {
            try (Reader reader = Files.newBufferedReader(settingsFile)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(settingsFile + " cannot be read: " + e.getMessage(), e);
            }
        }
        return new Defaults(environment, properties);
    }

    @Override
    @SuppressWarnings("NullAway") // picocli takes null for "none", and is not annotated
    public @Nullable String defaultValue(ArgSpec argument) {
        // A variable ROUNDTRIP_VERSION, which containers like to set, asks for nothing.
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        var name = option.longestName().replaceFirst("^--", "");
        var fromEnvironment =
                environment.get("ROUNDTRIP_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
        return fromEnvironment != null
                ? fromEnvironment
                : file.getProperty("roundtrip." + name, file.getProperty("roundtrip." + name.replace('-', '.'), null));
    }
}
