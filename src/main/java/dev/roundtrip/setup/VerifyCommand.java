package dev.roundtrip.setup;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Has a running desk look whether its security log is still what it wrote. */
@Command(
        name = "verify",
        description =
                "Looks whether the security log of a running desk is still what it wrote, and prints a mark to keep elsewhere.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every event fits",
            "1:the desk cannot be reached",
            "2:the command line is wrong",
            "3:an event does not fit"
        })
public final class VerifyCommand implements Callable<Integer> {
    private static final String PATH = "/api/v1/security-log/check";

    @Mixin
    private final DeskOptions where;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--mark",
            paramLabel = "MARK",
            description = "one that was printed before: finds a log that was written anew, too")
    private @Nullable String mark;

    public VerifyCommand() {
        this(System.getenv());
    }

    VerifyCommand(Map<String, String> environment) {
        this.where = new DeskOptions(environment);
    }

    @Override
    public Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        try {
            var desk = where.desk();
            var query = mark == null ? "" : "?mark=" + URLEncoder.encode(mark, StandardCharsets.UTF_8);
            var answer = desk.answer(desk.request(PATH + query));
            var checked = DeskAddress.json(answer);
            if (answer.statusCode() != 200 || !checked.path("fits").isBoolean()) {
                throw desk.refused(answer, PATH, "admin");
            }
            line.getOut().println(words(checked));
            line.getOut().flush();
            return checked.path("fits").booleanValue() ? 0 : 3;
        } catch (DeskAddress.NotFound e) {
            line.getErr().println(e.words());
            return 1;
        }
    }

    private static String words(JsonNode checked) {
        long events = checked.path("events").longValue(0);
        long event = checked.path("event").longValue(0);
        var fitting = "%,d %s".formatted(events, events == 1 ? "event fits" : "events fit");
        if (checked.path("fits").booleanValue()) {
            var mark = checked.path("mark");
            return mark.isString() ? "%s; keep elsewhere: %s".formatted(fitting, mark.stringValue()) : fitting;
        }
        var fault = switch (checked.path("fault").stringValue("")) {
            case "altered" -> "event %d is not what the desk wrote";
            case "missing" -> "event %d is missing";
            case "added" -> "event %d was not written by the desk";
            case "beginning" -> "the log does not begin where it should, at event %d";
            case "end" -> "event %d is not the last one that the desk wrote";
            case "rewritten" -> "not with the mark of event %d: the log was written anew";
            case "too-old" -> "the mark of event %d tells nothing any more, for that event was removed for its age";
            default -> "event %d does not fit";
        };
        return fitting + "; " + fault.formatted(event);
    }
}
