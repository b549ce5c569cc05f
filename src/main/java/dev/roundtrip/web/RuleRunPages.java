package dev.roundtrip.web;

import dev.roundtrip.directory.Desk;
import dev.roundtrip.people.Actor;
import dev.roundtrip.rule.Rule;
import dev.roundtrip.rule.RuleNames;
import dev.roundtrip.rule.RuleRefused;
import dev.roundtrip.rule.RuleRun;
import dev.roundtrip.rule.RuleRuns;
import dev.roundtrip.rule.Rules;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A rule run on the tickets there are: first it is counted, then it is begun, then one watches it and may stop it. */
@Controller
final class RuleRunPages {
    private final Rules rules;
    private final RuleRuns runs;
    private final RuleNames names;
    private final Visitor visitor;
    private final MessageSource texts;
    private final Desk desk;
    private final Clock clock;

    RuleRunPages(
            Rules rules, RuleRuns runs, RuleNames names, Visitor visitor, MessageSource texts, Desk desk, Clock clock) {
        this.rules = rules;
        this.runs = runs;
        this.names = names;
        this.visitor = visitor;
        this.texts = texts;
        this.desk = desk;
        this.clock = clock;
    }

    /**
     * @param looked how many of a hundred tickets it has been through
     * @param ended null while it is under way
     * @param stopped why it ended before its end, in English
     */
    record RunRow(
            long id,
            String by,
            Moment begun,
            int expected,
            int fired,
            long looked,
            @Nullable Moment ended,
            @Nullable String stopped) {
        static RunRow of(RuleRun run, Words words) {
            return new RunRow(
                    run.id(),
                    run.actor().name(),
                    Moment.of(run.begunAt(), words),
                    run.expected(),
                    run.fired(),
                    run.lastTicket() == 0 ? 100 : run.doneTo() * 100 / run.lastTicket(),
                    run.endedAt() == null ? null : Moment.of(run.endedAt(), words),
                    run.stopped());
        }
    }

    /** @param count counted only when asked for: all tickets are looked at for it */
    @GetMapping("/rules/{id:[0-9]{1,18}}/run")
    String page(
            @PathVariable long id, @RequestParam(required = false) @Nullable String count, Locale locale, Model model) {
        visitor.needsAdministrator();
        var rule = existing(id);
        var words = words(locale);
        if (count != null) {
            count(rule, model);
        }
        var rows = rows(id, words);
        model.addAttribute("rule", rule);
        model.addAttribute("sentence", new RuleSentence(words, names).of(rule));
        model.addAttribute("runs", rows);
        model.addAttribute("underWay", rows.stream().anyMatch(row -> row.ended() == null));
        return "rules/run";
    }

    private void count(Rule rule, Model model) {
        try {
            model.addAttribute("matching", runs.matching(rule.id()));
        } catch (RuleRefused e) {
            model.addAttribute("refused", e.problem());
        }
    }

    private List<RunRow> rows(long id, Words words) {
        return runs.ofRule(id).stream().map(run -> RunRow.of(run, words)).toList();
    }

    /** @param count that was shown: when as many no longer match, it does not begin */
    @PostMapping("/rules/{id:[0-9]{1,18}}/run")
    String begin(@PathVariable long id, @RequestParam int count, Locale locale, RedirectAttributes next) {
        visitor.needsAdministrator();
        var rule = existing(id);
        try {
            runs.begin(id, count, actor());
            Toast.ok(words(locale).say("run.begun", rule.name())).on(next);
        } catch (RuleRefused e) {
            Toast.fail(refusal(rule, e, words(locale))).on(next);
        }
        return "redirect:/rules/" + id + "/run";
    }

    private static String refusal(Rule rule, RuleRefused e, Words words) {
        if (!rule.active()) {
            return words.say("run.inactive", rule.name());
        }
        if (e.problem().endsWith("look again")) {
            return words.say("run.other-count", rule.name());
        }
        return e.problem().endsWith("is being run already") ? words.say("run.already", rule.name()) : e.problem();
    }

    @PostMapping("/rules/{id:[0-9]{1,18}}/runs/{run}/stop")
    String stop(@PathVariable long id, @PathVariable long run, Locale locale, RedirectAttributes next) {
        visitor.needsAdministrator();
        existing(id);
        if (runs.ofRule(id).stream().noneMatch(one -> one.id() == run)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        try {
            runs.stop(run, actor());
            Toast.ok(words(locale).say("run.stopped")).on(next);
        } catch (RuleRefused e) {
            Toast.ok(words(locale).say("run.over")).on(next);
        }
        return "redirect:/rules/" + id + "/run";
    }

    private Actor actor() {
        var person = visitor.person().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
        return Actor.person(person.id(), person.name());
    }

    private Rule existing(long id) {
        return rules.withId(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Words words(Locale locale) {
        return Texts.words(texts, locale, desk, clock);
    }
}
