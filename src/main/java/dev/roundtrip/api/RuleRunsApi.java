package dev.roundtrip.api;

import dev.roundtrip.field.FieldValues;
import dev.roundtrip.rule.RuleRefused;
import dev.roundtrip.rule.RuleRun;
import dev.roundtrip.rule.RuleRuns;
import dev.roundtrip.rule.Rules;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Rules run on the tickets there are: first the count, then the run. */
@RestController
@RequestMapping("/api/v1/rules/{ruleId}")
class RuleRunsApi {
    private final Rules rules;
    private final RuleRuns runs;

    RuleRunsApi(Rules rules, RuleRuns runs) {
        this.rules = rules;
        this.runs = runs;
    }

    record Matching(int looked, int matching, List<Sample> samples) {}

    record Sample(long ticketId, String ticketNumber, String title) {}

    record Run(
            long id,
            long ruleId,
            String rule,
            String by,
            String begunAt,
            int expected,
            int fired,
            @Nullable String endedAt,
            @Nullable String stopped) {
        static Run of(RuleRun run) {
            return new Run(
                    run.id(),
                    run.ruleId(),
                    run.rule(),
                    run.actor().name(),
                    FieldValues.shown(run.begunAt()),
                    run.expected(),
                    run.fired(),
                    run.endedAt() == null ? null : FieldValues.shown(run.endedAt()),
                    run.stopped());
        }
    }

    record Runs(List<Run> items) {}

    @GetMapping("/matching")
    Matching matching(@PathVariable long ruleId) {
        refuseUnknown(ruleId);
        var found = conflicts(() -> runs.matching(ruleId));
        return new Matching(
                found.looked(),
                found.matching(),
                found.samples().stream()
                        .map(ticket -> new Sample(ticket.id(), ticket.ticketNumber(), ticket.title()))
                        .toList());
    }

    @PostMapping("/run")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Run begin(ApiCall call, @PathVariable long ruleId, @RequestParam(required = false) @Nullable String count) {
        refuseUnknown(ruleId);
        if (count == null || !count.matches("[0-9]{1,9}")) {
            throw ApiProblem.badInput(
                    "count: tell how many tickets match, as /api/v1/rules/%d/matching says".formatted(ruleId));
        }
        return Run.of(conflicts(
                () -> runs.begin(ruleId, Integer.parseInt(count), call.caller().actor())));
    }

    @GetMapping("/runs")
    Runs list(@PathVariable long ruleId) {
        return new Runs(runs.ofRule(ruleId).stream().map(Run::of).toList());
    }

    @PostMapping("/runs/{id}/stop")
    Run stop(ApiCall call, @PathVariable long ruleId, @PathVariable long id) {
        if (runs.ofRule(ruleId).stream().noneMatch(run -> run.id() == id)) {
            throw ApiProblem.notFound("there is no run %d of rule %d".formatted(id, ruleId));
        }
        return Run.of(conflicts(() -> runs.stop(id, call.caller().actor())));
    }

    private void refuseUnknown(long ruleId) {
        if (rules.withId(ruleId).isEmpty()) {
            throw ApiProblem.notFound("there is no rule " + ruleId);
        }
    }

    private static <T> T conflicts(Supplier<T> what) {
        try {
            return what.get();
        } catch (RuleRefused e) {
            throw ApiProblem.conflict(e.problem());
        }
    }
}
