package dev.roundtrip.setup;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The door for {@code apply}. Whoever comes in here has shown a token of scope admin; that is looked at before. */
@RestController
class SetupApi {
    static final String PATH = "/api/v1/setup";

    private final SetupFile setup;

    SetupApi(SetupFile setup) {
        this.setup = setup;
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
    SetupOutcome apply(@RequestBody Sent sent, @RequestParam(name = "dry-run", defaultValue = "false") boolean dryRun) {
        if (sent.text() == null) {
            throw new Incomplete();
        }
        var name = sent.name() == null || sent.name().isBlank() ? "setup file" : sent.name();
        return setup.apply(name, sent.text(), withoutNulls(sent.values()), dryRun);
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
