package dev.roundtrip.web;

import dev.roundtrip.directory.Desk;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.rule.DryRun;
import dev.roundtrip.rule.Renderer;
import dev.roundtrip.rule.Rule;
import dev.roundtrip.rule.RuleMaker;
import dev.roundtrip.rule.RuleNames;
import dev.roundtrip.rule.RuleRefused;
import dev.roundtrip.rule.RuleWords;
import dev.roundtrip.rule.Rules;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Where a rule is written. Everything that the form can do is a submit of it: what the button that was pressed is called decides whether it is
 * kept, tried on the past, or shown again with a line more or less.
 */
@Controller
final class RuleEditor {
    /** What script says that takes a part out of the answer: it would take none out of one that is refused. */
    private static final String PART = "part";

    private static final String PAGE = "rules/one";
    private static final int USUAL_DAYS = 7;
    private static final List<Integer> DAYS = List.of(1, 7, 30, DryRun.LONGEST);

    private final Rules rules;
    private final RuleNames names;
    private final Renderer renderer;
    private final DryRun dryRun;
    private final Visitor visitor;
    private final SecurityNotes notes;
    private final SentTwice sentTwice;
    private final MessageSource texts;
    private final Desk desk;
    private final Clock clock;

    RuleEditor(
            Rules rules,
            RuleNames names,
            Renderer renderer,
            DryRun dryRun,
            Visitor visitor,
            SecurityNotes notes,
            SentTwice sentTwice,
            MessageSource texts,
            Desk desk,
            Clock clock) {
        this.rules = rules;
        this.names = names;
        this.renderer = renderer;
        this.dryRun = dryRun;
        this.visitor = visitor;
        this.notes = notes;
        this.sentTwice = sentTwice;
        this.texts = texts;
        this.desk = desk;
        this.clock = clock;
    }

    /** What is needed to read, judge and show a form in the reader's language. */
    private final class Reading {
        final Words words;
        final RuleWords spelled = new RuleWords(names);
        final RuleSentence sentence;
        final RuleMistakes mistakes;
        final ZoneId zone;

        Reading(Locale locale) {
            words = Texts.words(texts, locale, desk, clock);
            sentence = new RuleSentence(words, names);
            mistakes = new RuleMistakes(words);
            zone = words.zone();
        }

        /** Empty, after it was told, when it makes none. */
        Optional<Rule> rule(Typed form, long id, int place) {
            var said = new RuleFormReader(form, spelled, zone, mistakes::add).read();
            if (said.name().isEmpty()) {
                mistakes.add("name", "is empty");
            }
            var parts = new RuleMaker(spelled, renderer, mistakes::add).parts(said);
            if (!mistakes.isEmpty()) {
                return Optional.empty();
            }
            try {
                return parts.map(all -> all.rule(id, place));
            } catch (RuleRefused e) {
                mistakes.add("", e.problem());
                return Optional.empty();
            }
        }

        /** As far as it is written. */
        List<Piece> sentence(Typed form) {
            var said = new RuleFormReader(form, spelled, zone, (_, _) -> {}).read();
            var parts = new RuleMaker(spelled, renderer, (_, _) -> {}).soundParts(said);
            return sentence.of(parts.events(), parts.conditions(), said.during(), parts.updates(), parts.actions());
        }
    }

    @GetMapping("/rules/new")
    String fresh(Locale locale, Model model) {
        visitor.needsAdministrator();
        var form = new Typed(Map.of(
                "active", List.of("true"),
                "when.0.event", List.of("edited"),
                "if.0.any.0.attribute", List.of("status"),
                "if.0.any.0.operator", List.of("changed-to"),
                "then.0.kind", List.of("callout")));
        return show(null, form, "", new Reading(locale), model);
    }

    /** @param days tries it at once on so many */
    @GetMapping("/rules/{id:[0-9]{1,18}}")
    String one(
            @PathVariable long id,
            @RequestParam(name = "try", required = false) @Nullable String days,
            Locale locale,
            Model model) {
        var rule = existing(id);
        var reading = new Reading(locale);
        if (days != null && visitor.mayConfigure()) {
            trial(rule, days, reading, model);
        }
        var form = RuleFormWriter.written(rule, reading.spelled, reading.zone);
        return show(rule, form, rule.fingerprint(), reading, model);
    }

    @PostMapping("/rules/new")
    String sendNew(
            @RequestParam MultiValueMap<String, String> sent,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        return send(null, Typed.of(sent), locale, model, response, next);
    }

    @PostMapping("/rules/{id:[0-9]{1,18}}")
    String send(
            @PathVariable long id,
            @RequestParam MultiValueMap<String, String> sent,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        visitor.needsAdministrator();
        return send(existing(id), Typed.of(sent), locale, model, response, next);
    }

    private String send(
            @Nullable Rule known,
            Typed form,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        visitor.needsAdministrator();
        var reading = new Reading(locale);
        var wanted = form.text("do");
        return switch (wanted) {
            case "save", "save-new" ->
                sentTwice
                        .once(person().id(), form, () -> save(known, form, reading, model, response, next))
                        .orElse(PAGE);
            case "try" -> {
                tried(form, known, reading, model);
                yield refusedOrShown(known, form, reading, model, response);
            }
            default -> {
                var asked = RuleFormEdit.of(wanted);
                model.addAttribute("focus", asked.focus(form));
                yield show(known, asked.done(form), form.text("version"), reading, model);
            }
        };
    }

    /** Where to go on; empty when the page is shown again, with what there is to mend. */
    private Optional<String> save(
            @Nullable Rule known,
            Typed form,
            Reading reading,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        var rule = reading.rule(form, known == null ? 0 : known.id(), known == null ? 0 : known.place());
        if (rule.isPresent()) {
            try {
                var wanted = rule.get();
                var kept = notes.with(
                        known == null ? What.CREATED : What.CHANGED,
                        Entries.RULES,
                        wanted.name(),
                        () -> known == null ? rules.keep(wanted) : rules.replace(wanted, form.text("version")));
                Toast.ok(reading.words.say("rule.saved", kept.name())).on(next);
                Draft.isDone(next, address(known));
                return Optional.of(form.text("do").equals("save-new") ? "redirect:/rules/new" : "redirect:/rules");
            } catch (Rules.ChangedMeanwhile e) {
                conflict(e.now(), form, reading, model, response);
                return Optional.empty();
            } catch (RuleRefused e) {
                reading.mistakes.add(e.problem().startsWith("there is a rule \"") ? "name" : "", e.problem());
            }
        }
        refusedOrShown(known, form, reading, model, response);
        return Optional.empty();
    }

    private static String address(@Nullable Rule rule) {
        return rule == null ? "/rules/new" : "/rules/" + rule.id();
    }

    /** What was typed stays; kept again, it takes the place of what somebody else wrote meanwhile, which is shown. */
    private void conflict(Rule now, Typed form, Reading reading, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.CONFLICT.value());
        model.addAttribute("theirs", now);
        model.addAttribute("theirSentence", reading.sentence.of(now));
        show(now, form, now.fingerprint(), reading, model);
    }

    private String refusedOrShown(
            @Nullable Rule known, Typed form, Reading reading, Model model, HttpServletResponse response) {
        if (!reading.mistakes.isEmpty() && !form.on(PART)) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        }
        return show(known, form, form.text("version"), reading, model);
    }

    /** A rule needs no name to be tried. */
    private void tried(Typed form, @Nullable Rule known, Reading reading, Model model) {
        var named = form.text("name").isBlank() ? form.with("name", List.of("?")) : form;
        reading.rule(named, known == null ? 0 : known.id(), known == null ? 0 : known.place())
                .ifPresent(rule -> trial(rule, form.text("days"), reading, model));
    }

    private void trial(Rule rule, String days, Reading reading, Model model) {
        int back = DAYS.stream()
                .filter(one -> one.toString().equals(days))
                .findFirst()
                .orElse(USUAL_DAYS);
        var rehearsed = dryRun.of(rule, Duration.ofDays(back));
        model.addAttribute("days", back);
        model.addAttribute(
                "trial", new RuleTrial.Teller(reading.words, reading.sentence, reading.spelled).of(rule, rehearsed));
    }

    /** Only the sentence: what is asked for while somebody types. */
    @PostMapping("/rules/sentence")
    String sentence(@RequestParam MultiValueMap<String, String> sent, Locale locale, Model model) {
        visitor.needsAdministrator();
        model.addAttribute("sentence", new Reading(locale).sentence(Typed.of(sent)));
        return "rules/sentence";
    }

    private String show(@Nullable Rule rule, Typed form, String version, Reading reading, Model model) {
        var choices = new RuleChoices(reading.words, names, reading.spelled, reading.sentence);
        model.addAttribute("rule", rule);
        model.addAttribute("version", version);
        model.addAttribute("address", address(rule));
        model.addAttribute("once", sentTwice.token());
        model.addAttribute("form", new RuleFormView(form, choices));
        model.addAttribute("choices", choices);
        model.addAttribute("mistakes", reading.mistakes);
        model.addAttribute("sentence", reading.sentence(form));
        model.addAttribute("zone", reading.zone.getId());
        model.addAttribute("allDays", DAYS);
        model.addAttribute("days", model.containsAttribute("days") ? model.getAttribute("days") : USUAL_DAYS);
        return PAGE;
    }

    private Person person() {
        return visitor.person().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }

    private Rule existing(long id) {
        return rules.withId(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
