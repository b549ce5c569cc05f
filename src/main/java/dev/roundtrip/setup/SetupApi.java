package dev.roundtrip.setup;

import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.people.SecurityLog;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The door for {@code apply} and {@code export}. Whoever comes in here has shown a token of the scope that is needed; that is looked at before. */
@RestController
class SetupApi {
    static final String PATH = "/api/v1/setup";

    private static final MediaType YAML = new MediaType("application", "yaml", StandardCharsets.UTF_8);

    private final SetupFile setup;
    private final Export export;
    private final SecurityLog log;

    SetupApi(SetupFile setup, Sections sections, SecurityLog log) {
        this.log = log;
        this.setup = setup;
        this.export = new Export(sections);
    }

    /**
     * The desk as a setup file: YAML, unless JSON is asked for.
     *
     * @param references whether each secret is named as a variable, and not left out
     */
    @GetMapping(PATH)
    ResponseEntity<byte[]> export(
            @RequestParam(defaultValue = "false") boolean references,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept,
            HttpServletRequest request) {
        var file = export.written(references ? Withheld.asVariables() : Withheld.leftOut());
        log.note(BodyDoor.by(request), What.SETUP_EXPORTED);
        return accept.toLowerCase(Locale.ROOT).contains(MediaType.APPLICATION_JSON_VALUE)
                ? ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(JsonMapper.shared()
                                .writerWithDefaultPrettyPrinter()
                                .writeValueAsBytes(file))
                : ResponseEntity.ok()
                        .contentType(YAML)
                        .body(YamlWriter.written(file, references).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What a client sends.
     *
     * @param name of the file, for messages
     * @param text YAML or JSON, references as they are written
     * @param values of the references, by {@code env:NAME} and {@code file:PATH}
     */
    record Sent(
            @Nullable String name,
            @Nullable String text,
            @Nullable Map<String, @Nullable String> values) {
        /** Without text and values: they hold secrets, and the framework shows its log what it hands over. */
        @Override
        public String toString() {
            return "Sent[" + name + "]";
        }
    }

    @PostMapping(PATH)
    SetupOutcome apply(
            @RequestBody Sent sent,
            @RequestParam(name = "dry-run", defaultValue = "false") boolean dryRun,
            HttpServletRequest request) {
        if (sent.text() == null) {
            throw new Incomplete();
        }
        var name = sent.name() == null || sent.name().isBlank() ? "setup file" : sent.name();
        var by = BodyDoor.by(request);
        return setup.apply(
                name,
                sent.text(),
                withoutNulls(sent.values()),
                dryRun,
                () -> log.note(by, What.SETUP_APPLIED, null, name));
    }

    private static Map<String, String> withoutNulls(@Nullable Map<String, @Nullable String> values) {
        var all = new HashMap<String, String>();
        if (values != null) {
            values.forEach((key, value) -> {
                if (value != null) {
                    all.put(key, value);
                }
            });
        }
        return all;
    }

    static final class Incomplete extends RuntimeException {}

    @ExceptionHandler
    ProblemDetail incomplete(Incomplete e) {
        return problem(
                HttpStatus.BAD_REQUEST, "No setup file", "the member \"text\" is missing: the file as it is written");
    }

    @ExceptionHandler
    ProblemDetail refused(SetupRefused e) {
        var mistakes = e.mistakes().size();
        var problem = problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "Setup file refused",
                "%d %s; nothing was changed".formatted(mistakes, mistakes == 1 ? "mistake" : "mistakes"));
        problem.setProperty("errors", e.mistakes());
        return problem;
    }

    private static ProblemDetail problem(HttpStatus status, String title, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        problem.setInstance(URI.create(PATH));
        return problem;
    }
}
