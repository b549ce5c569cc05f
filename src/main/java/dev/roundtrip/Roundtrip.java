package dev.roundtrip;

import dev.roundtrip.cli.Defaults;
import dev.roundtrip.setup.ApplyCommand;
import dev.roundtrip.setup.ExportCommand;
import dev.roundtrip.setup.RotateKeyCommand;
import dev.roundtrip.setup.SetupRefused;
import dev.roundtrip.setup.VerifyCommand;
import dev.roundtrip.store.StoreRefused;
import dev.roundtrip.template.Nearest;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.web.server.PortInUseException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts the process: reads the command, and gives the floor to it. */
@Command(
        name = "roundtrip",
        description = "A self-hosted extension-callout engine for service-desk tickets.",
        mixinStandardHelpOptions = true,
        versionProvider = Roundtrip.ProgramVersion.class,
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            ApplyCommand.class,
            ExportCommand.class,
            VerifyCommand.class,
            RotateKeyCommand.class,
            HelpCommand.class
        })
public final class Roundtrip {
    private static final Set<String> ASKS = Set.of("--help", "-h", "--version", "-V");

    private Roundtrip() {}

    public static void main(String[] args) {
        // Messages, logs and answers are in English; without this their numbers would be written as the machine's
        // locale has them.
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        System.exit(run(args));
    }

    private static int run(String[] args) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        try {
            var line = new CommandLine(new Roundtrip());
            var usual = line.getParameterExceptionHandler();
            return line.setOut(out)
                    .setErr(err)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setDefaultValueProvider(Defaults.of(System.getenv(), Path.of("roundtrip.properties")))
                    .setParameterExceptionHandler((mistake, parsed) -> {
                        if (mistake instanceof UnmatchedArgumentException && isNoCommand(args, line)) {
                            err.println(noCommand(args[0], line.getSubcommands().keySet()));
                            return CommandLine.ExitCode.USAGE;
                        }
                        return usual.handleParseException(mistake, parsed);
                    })
                    .setExecutionExceptionHandler((failure, command, parsed) -> {
                        err.println(words(failure));
                        return CommandLine.ExitCode.SOFTWARE;
                    })
                    .execute(withCommand(args));
        } catch (UncheckedIOException e) {
            err.println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    private static boolean isNoCommand(String[] args, CommandLine line) {
        return args.length > 0
                && !args[0].startsWith("-")
                && !line.getSubcommands().containsKey(args[0]);
    }

    private static String noCommand(String word, Set<String> commands) {
        var nearest = Nearest.to(word, commands);
        return "\"%s\" is no command; %s"
                .formatted(
                        word,
                        nearest == null
                                ? "use %s. ./run help tells more.".formatted(String.join(", ", commands))
                                : "did you mean \"%s\"?".formatted(nearest));
    }

    /** Without a command it serves: {@code ./run --port 9000} is {@code ./run serve --port 9000}. */
    private static String[] withCommand(String[] args) {
        if (args.length > 0 && (!args[0].startsWith("-") || ASKS.contains(args[0]))) {
            return args;
        }
        var all = new String[args.length + 1];
        all[0] = "serve";
        System.arraycopy(args, 0, all, 1, args.length);
        return all;
    }

    /** What a person can mend is told in a sentence; all else with its trace, for whoever mends the program. */
    private static String words(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case PortInUseException taken -> {
                    return CannotListen.inUse(taken.getPort());
                }
                case CannotListen refused -> {
                    return String.valueOf(refused.getMessage());
                }
                case StoreRefused refused -> {
                    return String.valueOf(refused.getMessage());
                }
                case SetupRefused refused -> {
                    return String.valueOf(refused.getMessage());
                }
                default -> {}
            }
        }
        if (failure instanceof IllegalArgumentException || failure instanceof UncheckedIOException) {
            return String.valueOf(failure.getMessage());
        }
        var text = new java.io.StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return String.format(Locale.ROOT, "roundtrip failed, which is a fault of the program:%n%s", text);
    }

    /** Tells the version to picocli. */
    static final class ProgramVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"roundtrip " + Version.text()};
        }
    }
}
