package dev.roundtrip.web;

import dev.roundtrip.callout.Callouts;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.rule.Audit;
import dev.roundtrip.rule.Finding;
import dev.roundtrip.rule.Rule;
import dev.roundtrip.rule.RuleNames;
import dev.roundtrip.rule.RuleRefused;
import dev.roundtrip.rule.RuleWords;
import dev.roundtrip.rule.Rules;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The workflow rules in their order, what is done to one of them as it is, and what the audit finds. */
@Controller
final class RulePages {
    private final Rules rules;
    private final RuleNames names;
    private final Callouts callouts;
    private final Audit audit;
    private final Visitor visitor;
    private final SecurityNotes notes;
    private final MessageSource texts;
    private final Desk desk;
    private final Clock clock;

    RulePages(
            Rules rules,
            RuleNames names,
            Callouts callouts,
            Audit audit,
            Visitor visitor,
            SecurityNotes notes,
            MessageSource texts,
            Desk desk,
            Clock clock) {
        this.rules = rules;
        this.names = names;
        this.callouts = callouts;
        this.audit = audit;
        this.visitor = visitor;
        this.notes = notes;
        this.texts = texts;
        this.desk = desk;
        this.clock = clock;
    }

    @GetMapping("/rules")
    String list(@ModelAttribute("filter") RuleFilter filter, Locale locale, Model model) {
        var words = words(locale);
        var sentence = new RuleSentence(words, names);
        var findings = audit.findings();
        var byRule = byRule(findings, new FindingTexts(words, new RuleWords(names), sentence));
        var lastFired = rules.lastFired();
        var all = rules.all();
        var rows = new ArrayList<RuleRow>();
        for (int i = 0; i < all.size(); i++) {
            var rule = all.get(i);
            var said = sentence.of(rule);
            if (filter.takes(rule, said)) {
                rows.add(new RuleRow(
                        rule.id(),
                        rule.name(),
                        said,
                        rule.active(),
                        i + 1,
                        i == all.size() - 1,
                        day(lastFired.get(rule.id()), words),
                        byRule.getOrDefault(rule.id(), List.of())));
            }
        }
        model.addAttribute("rows", rows);
        model.addAttribute("all", all.size());
        model.addAttribute("active", rules.active());
        model.addAttribute("most", rules.mostActive());
        model.addAttribute("found", findings.size());
        model.addAttribute("kinds", RuleFilter.KINDS);
        model.addAttribute("callouts", callouts.all());
        return "rules/list";
    }

    private String day(@Nullable LocalDate day, Words words) {
        if (day == null) {
            return words.say("rules.never");
        }
        return day.equals(LocalDate.ofInstant(clock.instant(), words.zone()))
                ? words.say("rules.today")
                : words.day(day);
    }

    private static Map<Long, List<FindingTexts.Told>> byRule(List<Finding> findings, FindingTexts telling) {
        var byRule = new HashMap<Long, List<FindingTexts.Told>>();
        for (var finding : findings) {
            switch (finding) {
                // Whoever is in the round is to know.
                case Finding.Loop loop ->
                    loop.round()
                            .forEach(rule -> byRule.computeIfAbsent(rule.id(), _ -> new ArrayList<>())
                                    .add(telling.told(loop)));
                case Finding.OfRule of ->
                    byRule.computeIfAbsent(of.rule().id(), _ -> new ArrayList<>())
                            .add(telling.told(of));
                case Finding.NearLimit _ -> {}
            }
        }
        return byRule;
    }

    /** @param rule null when it is about all */
    record Found(Finding.@Nullable Subject rule, FindingTexts.Told told) {}

    @GetMapping("/rules/audit")
    String audit(Locale locale, Model model) {
        var words = words(locale);
        var telling = new FindingTexts(words, new RuleWords(names), new RuleSentence(words, names));
        model.addAttribute(
                "found",
                audit.findings().stream()
                        .map(finding -> new Found(
                                finding instanceof Finding.OfRule of ? of.rule() : null, telling.told(finding)))
                        .toList());
        model.addAttribute("all", rules.all().size());
        return "rules/audit";
    }

    /** @param place from 1 */
    @PostMapping("/rules/{id}/move")
    String move(@PathVariable long id, @RequestParam int place, Locale locale, RedirectAttributes next) {
        visitor.needsAdministrator();
        var rule = existing(id);
        notes.with(What.MOVED, Entries.RULES, rule.name(), () -> rules.move(id, place));
        var all = rules.all();
        next.addFlashAttribute(
                "moved",
                words(locale)
                        .say(
                                "rules.moved",
                                rule.name(),
                                all.stream().map(Rule::id).toList().indexOf(id) + 1,
                                all.size()));
        return "redirect:/rules";
    }

    @PostMapping("/rules/{id}/activate")
    String activate(@PathVariable long id, Locale locale, RedirectAttributes next) {
        visitor.needsAdministrator();
        var rule = existing(id);
        try {
            notes.with(What.ACTIVATED, Entries.RULES, rule.name(), () -> rules.keep(rule.switched(true)));
            Toast.ok(words(locale).say("rules.activated", rule.name())).on(next);
        } catch (RuleRefused e) {
            refused(rule, e, locale, next);
        }
        return "redirect:/rules";
    }

    private void refused(Rule rule, RuleRefused e, Locale locale, RedirectAttributes next) {
        var words = words(locale);
        Toast.fail(
                        rules.active() >= rules.mostActive()
                                ? words.say("rules.too-many", rule.name(), rules.mostActive())
                                : e.problem())
                .on(next);
    }

    @PostMapping("/rules/{id}/deactivate")
    String deactivate(@PathVariable long id, Locale locale, RedirectAttributes next) {
        visitor.needsAdministrator();
        var rule = existing(id);
        notes.with(What.DEACTIVATED, Entries.RULES, rule.name(), () -> rules.deactivate(id));
        Toast.ok(words(locale).say("rules.deactivated", rule.name())).on(next);
        return "redirect:/rules";
    }

    @PostMapping("/rules/{id}/copy")
    String copy(@PathVariable long id, Locale locale, RedirectAttributes next) {
        visitor.needsAdministrator();
        var rule = existing(id);
        var name = freeName(rule, words(locale));
        var copy = notes.with(What.COPIED, Entries.RULES, name, () -> rules.copy(id, name));
        Toast.ok(words(locale).say("rules.copied", copy.name())).on(next);
        return "redirect:/rules/" + copy.id();
    }

    private String freeName(Rule rule, Words words) {
        var suffix = words.say("rules.copy-of");
        for (int number = 1; ; number++) {
            var end = " (" + suffix + (number == 1 ? "" : " " + number) + ")";
            var room = Rule.LONGEST_NAME - end.length();
            var start = rule.name().codePointCount(0, rule.name().length()) <= room
                    ? rule.name()
                    : rule.name().substring(0, rule.name().offsetByCodePoints(0, room));
            if (rules.named(start + end).isEmpty()) {
                return start + end;
            }
        }
    }

    @GetMapping("/rules/{id}/delete")
    String askToDelete(@PathVariable long id, Model model) {
        visitor.needsAdministrator();
        model.addAttribute("rule", existing(id));
        return "rules/delete";
    }

    @PostMapping("/rules/{id}/delete")
    String delete(@PathVariable long id, Locale locale, RedirectAttributes next) {
        visitor.needsAdministrator();
        var rule = existing(id);
        notes.with(What.DELETED, Entries.RULES, rule.name(), () -> rules.delete(id));
        Toast.ok(words(locale).say("rules.deleted", rule.name())).on(next);
        return "redirect:/rules";
    }

    private Rule existing(long id) {
        return rules.withId(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Words words(Locale locale) {
        return Texts.words(texts, locale, desk, clock);
    }
}
