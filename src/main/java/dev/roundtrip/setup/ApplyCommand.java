package dev.roundtrip.setup;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
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
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private final Map<String, String> environment;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the setup file, YAML or JSON")
    private @Nullable Path file;

    @Option(names = "--dry-run", description = "only print the difference; ends with 2 when there is one")
    private boolean dryRun;

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
            description = "token of scope admin (ROUNDTRIP_TOKEN, which no list of processes shows)")
    private @Nullable String token;

    public ApplyCommand() {
        this(System.getenv());
    }

    ApplyCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        try {
            var text = SetupText.of(java.util.Objects.requireNonNull(file));
            var sources = new NotedSources(text.sources(environment));
            var mistakes = SetupReader.read(text.name(), text.text(), sources).mistakes();
            if (mistakes.count() > 0) {
                tell(withThoseOfTheDesk(mistakes.refused().mistakes(), text, sources.noted()));
                return FAILED;
            }
            var desk = desk();
            return told(desk, sent(desk, text, sources.noted(), dryRun));
        } catch (SetupRefused e) {
            tell(e.mistakes());
            return FAILED;
        } catch (DeskAddress.NotFound e) {
            err().println(e.words());
            return FAILED;
        }
    }

    /** What the command line says comes before what the environment says, and an address before a folder. */
    private DeskAddress desk() throws DeskAddress.NotFound {
        if (url == null && data != null) {
            return DeskAddress.on(data);
        }
        var address = url == null ? environment.get("ROUNDTRIP_URL") : url;
        if (address != null) {
            return DeskAddress.at(address, token == null ? environment.get("ROUNDTRIP_TOKEN") : token);
        }
        return DeskAddress.on(Path.of(environment.getOrDefault("ROUNDTRIP_DATA", "data")));
    }

    /** What is wrong beyond its form only a desk can tell: if one can be asked, all is told at once. */
    private List<SetupMistake> withThoseOfTheDesk(
            List<SetupMistake> known, SetupText text, Map<String, String> values) {
        var all = new ArrayList<>(known);
        try {
            mistakes(sent(desk(), text, values, true)).stream()
                    .filter(more -> known.stream().noneMatch(more::isWhere))
                    .forEach(all::add);
        } catch (DeskAddress.NotFound e) {
            return known; // What the file alone tells is worth to be told without a desk.
        }
        all.sort(SetupMistake.IN_ORDER);
        return all;
    }

    private HttpResponse<String> sent(DeskAddress desk, SetupText text, Map<String, String> values, boolean dryRun)
            throws DeskAddress.NotFound {
        var request = HttpRequest.newBuilder(desk.resolve(SetupApi.PATH + "?dry-run=" + dryRun))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json")
                .timeout(ANSWER);
        var token = desk.token();
        if (token == null) {
            // Only to hear who is there: secrets go to nobody before it is known that they are wanted.
            request.POST(HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Authorization", "Bearer " + token)
                    .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared()
                            .writeValueAsString(Map.of("name", text.name(), "text", text.text(), "values", values))));
        }
        // No proxy: the token of a desk is nobody's business on the way. No redirect, for the same reason.
        try (var client = HttpClient.newBuilder()
                .proxy(HttpClient.Builder.NO_PROXY)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (HttpTimeoutException e) {
            throw new DeskAddress.NotFound("the desk at %s does not answer".formatted(desk));
        } catch (ConnectException e) {
            throw new DeskAddress.NotFound("the desk at %s cannot be reached: nothing listens there".formatted(desk));
        } catch (IOException e) {
            throw new DeskAddress.NotFound("the desk at %s cannot be reached: %s".formatted(desk, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeskAddress.NotFound("stopped; the desk may have applied the file all the same");
        }
    }

    private int told(DeskAddress desk, HttpResponse<String> answer) throws DeskAddress.NotFound {
        var json = json(answer.body());
        if (answer.statusCode() == 200 && json.has("differences")) {
            return told(json);
        }
        var mistakes = mistakes(answer);
        if (!mistakes.isEmpty()) {
            tell(mistakes);
            return FAILED;
        }
        throw new DeskAddress.NotFound(
                switch (answer.statusCode()) {
                    case 401, 403 ->
                        desk.token() == null
                                ? "the desk at %s wants a token: use --token or ROUNDTRIP_TOKEN".formatted(desk)
                                : "the desk at %s does not take this token; it needs one of scope admin"
                                        .formatted(desk);
                    case 404 ->
                        "there is no desk at %s, or an older one: it does not know %s".formatted(desk, SetupApi.PATH);
                    default ->
                        "the desk at %s answered %d%s"
                                .formatted(
                                        desk,
                                        answer.statusCode(),
                                        json.path("detail").isString()
                                                ? ": " + json.path("detail").stringValue()
                                                : "");
                });
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
            json(answer.body()).path("errors").forEach(error -> mistakes.add(mistake(error)));
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

    private static JsonNode json(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            // Whatever listens there is no desk; its status says more than its page.
            return JsonMapper.shared().createObjectNode();
        }
    }

    private PrintWriter out() {
        return java.util.Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return java.util.Objects.requireNonNull(spec).commandLine().getErr();
    }
}
