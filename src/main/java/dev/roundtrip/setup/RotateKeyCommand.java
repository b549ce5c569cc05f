package dev.roundtrip.setup;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Has a running desk put a new key in place of the old one. What it did stays done when this is interrupted. */
@Command(
        name = "rotate-key",
        description =
                "Makes a new key on a running desk, seals every secret anew with it, and removes the old one. Can be interrupted and"
                        + " run again.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the new key is the only one",
            "1:the desk cannot be reached",
            "2:the command line is wrong",
            "3:something is left to be done by hand, which is told; then run it again"
        })
public final class RotateKeyCommand implements Callable<Integer> {
    private static final String PATH = "/api/v1/key-rotation";

    @Mixin
    private final DeskOptions where;

    @Spec
    private @Nullable CommandSpec spec;

    public RotateKeyCommand() {
        this(System.getenv());
    }

    RotateKeyCommand(Map<String, String> environment) {
        this.where = new DeskOptions(environment);
    }

    @Override
    public Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        try {
            var desk = where.desk();
            var step = step(desk, true);
            while (stage(step).equals("sealing")) {
                line.getErr().println("%,d sealed anew ...".formatted(number(step, "sealed")));
                step = step(desk, false);
            }
            var isDone = stage(step).equals("done");
            (isDone ? line.getOut() : line.getErr()).println(words(step));
            line.getOut().flush();
            return isDone ? 0 : 3;
        } catch (DeskAddress.NotFound e) {
            line.getErr().println(e.words());
            return 1;
        }
    }

    private static JsonNode step(DeskAddress desk, boolean begin) throws DeskAddress.NotFound {
        var answer = desk.answer(desk.request(PATH + "?begin=" + begin).POST(HttpRequest.BodyPublishers.noBody()));
        var step = DeskAddress.json(answer);
        if (answer.statusCode() != 200 || !step.path("stage").isString()) {
            throw desk.refused(answer, PATH, "admin");
        }
        return step;
    }

    private static String stage(JsonNode step) {
        return step.path("stage").stringValue("");
    }

    private static long number(JsonNode step, String name) {
        return step.path(name).longValue(0);
    }

    private static String words(JsonNode step) {
        var key = step.path("key").stringValue("");
        var names = String.join(", ", texts(step.path("names")));
        var removed = String.join(", ", texts(step.path("removed")));
        var why = step.path("why").stringValue("");
        var sealed = number(step, "sealed");
        return switch (stage(step)) {
            case "done" ->
                "%,d %s sealed with key %s%s"
                        .formatted(
                                sealed,
                                sealed == 1 ? "secret is" : "secrets are",
                                key,
                                removed.isEmpty() ? "" : "; removed: " + removed);
            case "distribute" ->
                "key %s is made, and seals nothing yet: it is not on %s. Copy the key file there, and run this again"
                        .formatted(key, names);
            case "add-key" ->
                "%s. Put a new key before the old one (openssl rand -base64 32 makes one), on every node, and run this again"
                        .formatted(why);
            case "remove-key" ->
                why.isEmpty()
                        ? "%,d sealed with key %s, which alone is in the file here. Copy the file to: %s"
                                .formatted(sealed, key, names)
                        : "%,d sealed with key %s. %s: remove %s there".formatted(sealed, key, why, removed);
            case "stuck" ->
                "%,d sealed anew, %,d do not open: %s. Set them anew, and run this again; the old key stays until then"
                        .formatted(sealed, number(step, "left"), names);
            case "elsewhere" -> "another node rotates the key, or did just now: run this there, or in half a minute";
            default -> "the desk is at \"%s\", which this program does not know".formatted(stage(step));
        };
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asString("")));
        return texts;
    }
}
