package dev.roundtrip.setup;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the setup file of a running desk. */
@Command(
        name = "export",
        description = "Prints the setup file of a running desk. Secrets are in it by name at most.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "1:the desk cannot be reached", "2:the command line is wrong"})
public final class ExportCommand implements Callable<Integer> {
    @Mixin
    private final DeskOptions where;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--references",
            description = "for another desk: name a variable for each secret, in place of leaving it out")
    private boolean references;

    @Option(names = "--json", description = "JSON in place of YAML")
    private boolean json;

    public ExportCommand() {
        this(System.getenv());
    }

    ExportCommand(Map<String, String> environment) {
        this.where = new DeskOptions(environment);
    }

    @Override
    public Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        try {
            var desk = where.desk();
            var form = json ? "application/json" : "application/yaml";
            var answer = desk.answer(
                    desk.request(SetupApi.PATH + "?references=" + references).setHeader("Accept", form));
            var type = answer.headers().firstValue("Content-Type").orElse("");
            if (answer.statusCode() != 200 || !type.startsWith(form)) {
                throw desk.refused(answer, SetupApi.PATH, "read");
            }
            line.getOut().print(answer.body());
            line.getOut().flush();
            return 0;
        } catch (DeskAddress.NotFound e) {
            line.getErr().println(e.words());
            return 1;
        }
    }
}
