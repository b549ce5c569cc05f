package dev.roundtrip.setup;

import dev.roundtrip.rule.DryRun;
import dev.roundtrip.rule.Rehearsed;
import dev.roundtrip.rule.Rule;
import dev.roundtrip.rule.RuleRefused;
import dev.roundtrip.setup.SentJson.BodyRefused;
import dev.roundtrip.setup.WrittenRules.ChangedMeanwhile;
import dev.roundtrip.setup.WrittenRules.NoSuchRule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Workflow rules for programs: a rule is one entry under {@code rules} of the setup file, as JSON. Whoever comes in here has shown
 * a token, of scope admin where something changes; that is looked at before.
 */
@RestController
@RequestMapping(RulesApi.PATH)
class RulesApi {
    static final String PATH = "/api/v1/rules";

    /** Most bytes of a body: 1 MiB. */
    private static final int MOST_BYTES = 1 << 20;

    private final WrittenRules rules;
    private final DryRun dryRun;

    RulesApi(WrittenRules rules, DryRun dryRun) {
        this.rules = rules;
        this.dryRun = dryRun;
    }

    /** In their order. */
    record All(List<Map<String, Object>> items) {}

    @GetMapping
    All list() {
        return new All(rules.all().stream().map(rules::written).toList());
    }

    @GetMapping("/{id}")
    Map<String, Object> one(@PathVariable long id, HttpServletResponse response) {
        var rule = rules.one(id);
        // By hand: else the framework would answer 304 by it, though places and names of other things alter an answer
        // too.
        response.setHeader(HttpHeaders.ETAG, IfMatch.tag(rule));
        return rules.written(rule);
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> create(HttpServletRequest request) throws IOException {
        return answer(HttpStatus.CREATED, rules.create(body(request, "the rule")));
    }

    @PutMapping("/{id}")
    ResponseEntity<Map<String, Object>> replace(@PathVariable long id, HttpServletRequest request) throws IOException {
        return answer(HttpStatus.OK, rules.replace(id, match(request), body(request, "the rule")));
    }

    @PostMapping("/{id}/activate")
    ResponseEntity<Map<String, Object>> activate(@PathVariable long id, HttpServletRequest request) {
        return answer(HttpStatus.OK, rules.activate(id, match(request)));
    }

    @PostMapping("/{id}/deactivate")
    ResponseEntity<Map<String, Object>> deactivate(@PathVariable long id, HttpServletRequest request) {
        return answer(HttpStatus.OK, rules.deactivate(id, match(request)));
    }

    @PostMapping("/{id}/copy")
    ResponseEntity<Map<String, Object>> copy(@PathVariable long id, HttpServletRequest request) throws IOException {
        return answer(HttpStatus.CREATED, rules.copy(id, body(request, "the body")));
    }

    @PutMapping("/order")
    All order(HttpServletRequest request) throws IOException {
        rules.order(body(request, "the body"));
        return list();
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable long id, HttpServletRequest request) {
        rules.delete(id, match(request));
        return ResponseEntity.noContent().build();
    }

    /** A rule as it would be kept, tried on the past; {@code name} may be one that is taken. */
    @PostMapping("/dry-run")
    Rehearsed dryRun(@RequestParam(defaultValue = "7") String days, HttpServletRequest request) throws IOException {
        return dryRun.of(rules.read(body(request, "the rule")), back(days));
    }

    @PostMapping("/{id}/dry-run")
    Rehearsed dryRun(@PathVariable long id, @RequestParam(defaultValue = "7") String days) {
        return dryRun.of(rules.one(id), back(days));
    }

    private static Duration back(String days) {
        if (!days.matches("[0-9]{1,3}") || Integer.parseInt(days) < 1 || Integer.parseInt(days) > DryRun.LONGEST) {
            throw new WrongQuery("days: \"%s\" is not a number from 1 to %d".formatted(days, DryRun.LONGEST));
        }
        return Duration.ofDays(Integer.parseInt(days));
    }

    static final class WrongQuery extends RuntimeException {
        WrongQuery(String message) {
            super(message);
        }
    }

    @ExceptionHandler
    ProblemDetail wrong(WrongQuery e) {
        return problem(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }

    private ResponseEntity<Map<String, Object>> answer(HttpStatus status, Rule rule) {
        var answer = ResponseEntity.status(status).eTag(IfMatch.tag(rule));
        if (status == HttpStatus.CREATED) {
            answer.location(URI.create(PATH + "/" + rule.id()));
        }
        return answer.body(rules.written(rule));
    }

    private static IfMatch match(HttpServletRequest request) {
        return IfMatch.of(Collections.list(request.getHeaders("If-Match")));
    }

    private static SentJson body(HttpServletRequest request, String whole) throws IOException {
        var bytes = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new TooLarge();
        }
        return SentJson.of(bytes, whole);
    }

    static final class TooLarge extends RuntimeException {
        TooLarge() {
            super("body: longer than %,d bytes".formatted(MOST_BYTES));
        }
    }

    @ExceptionHandler
    ProblemDetail refused(BodyRefused e) {
        var mistakes = e.mistakes().size();
        var problem = problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "%d %s; nothing was changed".formatted(mistakes, mistakes == 1 ? "mistake" : "mistakes"));
        problem.setProperty("errors", e.mistakes());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail unreadable(JsonReader.Unreadable e) {
        return problem(HttpStatus.BAD_REQUEST, "body: " + e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail tooLarge(TooLarge e) {
        return problem(HttpStatus.CONTENT_TOO_LARGE, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail none(NoSuchRule e) {
        return problem(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail changed(ChangedMeanwhile e) {
        return problem(HttpStatus.PRECONDITION_FAILED, String.valueOf(e.getMessage()));
    }

    /** Nothing is wrong with what was sent; the desk as it is does not go with it. */
    @ExceptionHandler
    ProblemDetail conflict(RuleRefused e) {
        return problem(HttpStatus.CONFLICT, e.problem());
    }

    private static ProblemDetail problem(HttpStatus status, String detail) {
        return ProblemDetail.forStatusAndDetail(status, detail);
    }
}
