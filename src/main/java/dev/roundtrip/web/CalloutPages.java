package dev.roundtrip.web;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.Callouts;
import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.delivery.Dispatcher;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.field.UserField;
import dev.roundtrip.notify.Notices;
import dev.roundtrip.notify.Reach;
import dev.roundtrip.rule.Rule;
import dev.roundtrip.rule.Rules;
import dev.roundtrip.ticket.UserFields;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
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
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of extension callouts, and what can be done to one without opening it. */
@Controller
final class CalloutPages {
    private static final int ROWS = 50;
    private static final int MOST_COPIES = 1000;

    private final Callouts callouts;
    private final Notices notices;
    private final Rules rules;
    private final UserFields fields;
    private final DeliveryLog log;
    private final Dispatcher dispatcher;
    private final Entries entries;
    private final Visitor visitor;
    private final MessageSource texts;
    private final Desk desk;
    private final Clock clock;

    CalloutPages(
            Callouts callouts,
            Notices notices,
            Rules rules,
            UserFields fields,
            DeliveryLog log,
            Dispatcher dispatcher,
            Entries entries,
            Visitor visitor,
            MessageSource texts,
            Desk desk,
            Clock clock) {
        this.callouts = callouts;
        this.notices = notices;
        this.rules = rules;
        this.fields = fields;
        this.log = log;
        this.dispatcher = dispatcher;
        this.entries = entries;
        this.visitor = visitor;
        this.texts = texts;
        this.desk = desk;
        this.clock = clock;
    }

    @GetMapping("/callouts")
    String list(
            @ModelAttribute("filter") CalloutFilter filter,
            @RequestParam(required = false) @Nullable String after,
            Locale locale,
            Model model) {
        var page = callouts.page(filter.text(), filter.wantsActive(), after, ROWS);
        var all = callouts.all();
        model.addAttribute("rows", rows(page.callouts(), words(locale)));
        model.addAttribute("all", all.size());
        model.addAttribute("active", all.stream().filter(Callout::active).count());
        model.addAttribute("next", page.next() == null ? null : filter.address(page.next()));
        model.addAttribute("first", after == null ? null : filter.address(null));
        return "callout/list";
    }

    @PostMapping("/callouts/{id}/activate")
    String activate(
            @PathVariable long id,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        visitor.needsAdministrator();
        return switched(
                entries.activate(Entries.CALLOUTS, id), "callouts.activated", part, locale, model, response, next);
    }

    @PostMapping("/callouts/{id}/deactivate")
    String deactivate(
            @PathVariable long id,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        visitor.needsAdministrator();
        return switched(
                entries.deactivate(Entries.CALLOUTS, id), "callouts.deactivated", part, locale, model, response, next);
    }

    /** A part of the page is the row alone, so that the place in the list stays. */
    private String switched(
            Entries.Outcome outcome,
            String key,
            boolean part,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        var words = words(locale);
        var toast = switch (outcome) {
            case Entries.Outcome.Kept kept -> Toast.ok(words.say(key, kept.name()));
            case Entries.Outcome.Refused refused -> Toast.fail(refusal(refused, words));
            case Entries.Outcome.Changed _, Entries.Outcome.Gone _ ->
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
        var row = outcome instanceof Entries.Outcome.Kept kept
                ? callouts.withId(kept.id())
                : java.util.Optional.<Callout>empty();
        if (!part) {
            toast.on(next);
            return "redirect:/callouts";
        }
        response.setHeader("HX-Trigger", toast.trigger());
        if (row.isEmpty()) {
            response.setHeader("HX-Reswap", "none");
            return "callout/list :: nothing";
        }
        model.addAttribute("row", rows(List.of(row.get()), words).getFirst());
        return "callout/list :: row";
    }

    private static String refusal(Entries.Outcome.Refused refused, Words words) {
        var first = refused.mistakes().getFirst();
        var said = MistakeWords.say(first, words);
        return words.say("callouts.refused", said.text());
    }

    /** Leads to the copy, since its name is the first that somebody wants to change. */
    @PostMapping("/callouts/{id}/copy")
    String copy(@PathVariable long id, Locale locale, RedirectAttributes next) {
        visitor.needsAdministrator();
        var words = words(locale);
        var original = found(id);
        return switch (entries.copy(Entries.CALLOUTS, id, freeName(original, words))) {
            case Entries.Outcome.Kept kept -> {
                Toast.ok(words.say("callouts.copied")).on(next);
                yield "redirect:/callouts/" + kept.id();
            }
            case Entries.Outcome.Refused refused -> {
                Toast.fail(refusal(refused, words)).on(next);
                yield "redirect:/callouts";
            }
            case Entries.Outcome.Changed _, Entries.Outcome.Gone _ ->
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    private String freeName(Callout original, Words words) {
        for (int n = 1; n < MOST_COPIES; n++) {
            var behind = n == 1 ? words.say("callouts.copy.suffix") : words.say("callouts.copy.suffix.number", n);
            var name = original.name();
            name = name.substring(0, Math.min(name.length(), 100 - behind.length())) + behind;
            if (callouts.named(name).isEmpty()) {
                return name;
            }
        }
        throw new IllegalStateException("callout %d has %d copies".formatted(original.id(), MOST_COPIES));
    }

    /** Asks, on a page that is also what the dialog shows. */
    @GetMapping("/callouts/{id}/delete")
    String ask(@PathVariable long id, Model model) {
        visitor.needsAdministrator();
        return ask(found(id), model);
    }

    private String ask(Callout callout, Model model) {
        model.addAttribute("callout", callout);
        model.addAttribute(
                "usedBy",
                usedBy().getOrDefault(callout.id(), List.of()).stream()
                        .map(CalloutRow.RuleLink::of)
                        .toList());
        var day = log.days(List.of(callout.lane()), clock.instant()).get(callout.lane());
        model.addAttribute("open", day == null ? 0 : day.waiting() + day.held());
        return "callout/delete";
    }

    @PostMapping("/callouts/{id}/delete")
    String delete(
            @PathVariable long id, Locale locale, Model model, HttpServletResponse response, RedirectAttributes next) {
        visitor.needsAdministrator();
        return switch (entries.delete(Entries.CALLOUTS, id)) {
            case Entries.Outcome.Kept kept -> {
                Toast.ok(words(locale).say("callouts.deleted", kept.name())).on(next);
                yield "redirect:/callouts";
            }
            case Entries.Outcome.Refused _ -> { // a rule has come to use it meanwhile
                response.setStatus(HttpStatus.CONFLICT.value());
                yield ask(found(id), model);
            }
            case Entries.Outcome.Changed _, Entries.Outcome.Gone _ ->
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    private List<CalloutRow> rows(List<Callout> shown, Words words) {
        var days = log.days(shown.stream().map(Callout::lane).toList(), clock.instant());
        var probed = dispatcher.probed();
        var usedBy = usedBy();
        var rows = new ArrayList<CalloutRow>();
        for (var callout : shown) {
            var day = days.get(callout.lane());
            if (day != null) {
                rows.add(CalloutRow.of(
                        callout,
                        callout.field() == null
                                ? null
                                : fields.withId(callout.field())
                                        .map(UserField::name)
                                        .orElse(null),
                        usedBy.getOrDefault(callout.id(), List.of()),
                        day,
                        probed.get(callout.lane()),
                        reach(callout),
                        words));
            }
        }
        return rows;
    }

    private Reach reach(Callout callout) {
        return callout.telling() == null
                ? Reach.NOBODY_NAMED
                : notices.reach(callout.telling().who());
    }

    /** The rules that execute a callout, by its id. */
    private Map<Long, List<Rule>> usedBy() {
        var usedBy = new HashMap<Long, List<Rule>>();
        for (var rule : rules.all()) {
            rule.callouts().stream()
                    .distinct()
                    .forEach(id ->
                            usedBy.computeIfAbsent(id, _ -> new ArrayList<>()).add(rule));
        }
        return usedBy;
    }

    private Callout found(long id) {
        return callouts.withId(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Words words(Locale locale) {
        return Texts.words(texts, locale, desk, clock);
    }
}
