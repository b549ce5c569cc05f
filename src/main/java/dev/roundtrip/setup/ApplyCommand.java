package dev.roundtrip.setup;

import java.io.PrintWriter;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings a running desk to what a setup file says. The file is read here, so that its mistakes are told even when no desk runs, and
 * its references are filled from this side: the desk reads no file and no variable for whoever calls it.
 */
@Command(
        name = "apply",
        description = "Brings a running desk to what the setup file says, and prints the difference.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:applied, or there was no difference",
            "1:the file has mistakes, or the desk cannot be reached",
            "2:--dry-run found a difference, or the command line is wrong"
        })
public final class ApplyCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int DIFFERS = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the setup file, YAML or JSON")
    private @Nullable Path file;

    @Option(names = "--dry-run", description = "only print the difference; ends with 2 when there is one")
    private boolean dryRun;

    @Mixin
    private final DeskOptions where;

    public ApplyCommand() {
        this(System.getenv());
    }

    ApplyCommand(Map<String, String> environment) {
        this.where = new DeskOptions(environment);
    }

    @Override
    public Integer call() {
        try {
            var text = SetupText.of(java.util.Objects.requireNonNull(file));
            var sources = new NotedSources(text.sources(where.environment()));
            var mistakes = SetupReader.read(text.name(), text.text(), sources).mistakes();
            if (mistakes.count() > 0) {
                tell(withThoseOfTheDesk(mistakes.refused().mistakes(), text, sources.noted()));
                return FAILED;
            }
            var desk = where.desk();
            return told(desk, sent(desk, text, sources.noted(), dryRun));
        } catch (SetupRefused e) {
            tell(e.mistakes());
            return FAILED;
        } catch (DeskAddress.NotFound e) {
            err().println(e.words());
            return FAILED;
        }
    }

    /** What is wrong beyond its form only a desk can tell: if one can be asked, all is told at once. */
    private List<SetupMistake> withThoseOfTheDesk(
            List<SetupMistake> known, SetupText text, Map<String, String> values) {
        var all = new ArrayList<>(known);
        try {
            mistakes(sent(where.desk(), text, values, true)).stream()
                    .filter(more -> known.stream().noneMatch(more::isWhere))
                    .forEach(all::add);
        } catch (DeskAddress.NotFound e) {
            return known; // What the file alone tells is worth to be told without a desk.
        }
        all.sort(SetupMistake.IN_ORDER);
        return all;
    }

    private static HttpResponse<String> sent(
            DeskAddress desk, SetupText text, Map<String, String> values, boolean dryRun) throws DeskAddress.NotFound {
        var request = desk.request(SetupApi.PATH + "?dry-run=" + dryRun).header("Content-Type", "application/json");
        // Without a token only to hear who is there: secrets go to nobody before it is known that they are wanted.
        return desk.answer(request.POST(
                desk.token() == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(JsonMapper.shared()
                                .writeValueAsString(
                                        Map.of("name", text.name(), "text", text.text(), "values", values)))));
    }

    private int told(DeskAddress desk, HttpResponse<String> answer) throws DeskAddress.NotFound {
        var json = DeskAddress.json(answer);
        if (answer.statusCode() == 200 && json.has("differences")) {
            return told(json);
        }
        var mistakes = mistakes(answer);
        if (!mistakes.isEmpty()) {
            tell(mistakes);
            return FAILED;
        }
        throw desk.refused(answer, SetupApi.PATH, "admin");
    }

    private int told(JsonNode outcome) {
        outcome.path("warnings").forEach(warning -> err().println(warning(warning)));
        var differences = outcome.path("differences");
        differences.forEach(line -> out().println(line.asString()));
        if (differences.isEmpty()) {
            out().println("no difference");
            return DONE;
        }
        if (dryRun) {
            return DIFFERS;
        }
        out().println("applied");
        return DONE;
    }

    private void tell(List<SetupMistake> mistakes) {
        mistakes.forEach(err()::println);
    }

    private static List<SetupMistake> mistakes(HttpResponse<String> answer) {
        var mistakes = new ArrayList<SetupMistake>();
        if (answer.statusCode() == 422) {
            DeskAddress.json(answer).path("errors").forEach(error -> mistakes.add(mistake(error)));
        }
        return mistakes;
    }

    private static SetupMistake mistake(JsonNode error) {
        return new SetupMistake(
                error.path("file").asString(""),
                error.path("line").asInt(1),
                error.path("column").asInt(1),
                error.path("message").asString(""));
    }

    private static SetupWarning warning(JsonNode warning) {
        return new SetupWarning(
                warning.path("file").asString(""),
                warning.path("line").asInt(1),
                warning.path("column").asInt(1),
                warning.path("message").asString(""));
    }

    private PrintWriter out() {
        return java.util.Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return java.util.Objects.requireNonNull(spec).commandLine().getErr();
    }
}
