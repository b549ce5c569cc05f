package dev.roundtrip.setup;

import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.people.SecurityLog;
import dev.roundtrip.rule.DryRun;
import dev.roundtrip.rule.Rehearsed;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What workflow rules have beyond what {@link EntriesApi} does with all entries: an order, and a past to be tried on. */
@RestController
@RequestMapping("/api/v1/rules")
class RulesApi extends BodyDoor {
    private final RuleSection rules;
    private final DryRun dryRun;
    private final SecurityLog log;

    RulesApi(Sections sections, DryRun dryRun, SecurityLog log) {
        this.log = log;
        this.rules = sections.rules();
        this.dryRun = dryRun;
    }

    @PutMapping("/order")
    EntriesApi.All order(HttpServletRequest request) throws IOException {
        var by = by(request);
        rules.order(body(request, "the body"), () -> log.note(by, What.MOVED, rules.path(), null));
        return EntriesApi.All.of(rules);
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
}
