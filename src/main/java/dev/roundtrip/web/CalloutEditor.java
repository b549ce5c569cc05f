package dev.roundtrip.web;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.CalloutRefused;
import dev.roundtrip.callout.Callouts;
import dev.roundtrip.callout.Foreseen;
import dev.roundtrip.callout.Secrets;
import dev.roundtrip.callout.TestCalls;
import dev.roundtrip.field.UserField;
import dev.roundtrip.people.Actor;
import dev.roundtrip.people.Person;
import dev.roundtrip.rule.Rules;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.UserFields;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * One callout in its form: new or kept, to read, to change, to look at its request and to send it as a test. All that a form asks for is sent to
 * the page's own address, so that whoever has to sign in first comes back to it.
 */
@Controller
final class CalloutEditor {
    private static final String PAGE = "callout/one";
    /** Fields of rows, and what stands beside each. */
    private static final Map<String, String> BESIDE = Map.of("headers.name", "headers.value");

    private final Callouts callouts;
    private final TestCalls testCalls;
    private final Rules rules;
    private final UserFields fields;
    private final CalloutTelling telling;
    private final TicketChoice tickets;
    private final Entries entries;
    private final EntryForms forms;
    private final Visitor visitor;
    private final PageWords pageWords;
    private final Clock clock;

    CalloutEditor(
            Callouts callouts,
            TestCalls testCalls,
            Rules rules,
            UserFields fields,
            CalloutTelling telling,
            TicketChoice tickets,
            Entries entries,
            EntryForms forms,
            Visitor visitor,
            PageWords pageWords,
            Clock clock) {
        this.callouts = callouts;
        this.testCalls = testCalls;
        this.rules = rules;
        this.fields = fields;
        this.telling = telling;
        this.tickets = tickets;
        this.entries = entries;
        this.forms = forms;
        this.visitor = visitor;
        this.pageWords = pageWords;
        this.clock = clock;
    }

    @GetMapping("/callouts/new")
    String fresh(
            @RequestParam(defaultValue = "pairs") String preset,
            @RequestParam(defaultValue = "") String to,
            Locale locale,
            Model model) {
        visitor.needsAdministrator();
        var chosen = CalloutPreset.of(preset).orElse(CalloutPreset.PAIRS);
        model.addAttribute("preset", chosen);
        var typed = telling.filled(chosen.typed(fields), null);
        return opened(null, to.isBlank() ? typed : typed.with("url", List.of(to)), locale, model);
    }

    @GetMapping("/callouts/{id}")
    String one(@PathVariable long id, Locale locale, Model model) {
        var callout = found(id);
        return opened(callout, filled(callout), locale, model);
    }

    private String opened(@Nullable Callout kept, Typed typed, Locale locale, Model model) {
        return forms.opened(new Form(kept, typed), typed, words(locale), model);
    }

    @PostMapping("/callouts/new")
    String create(
            @RequestParam MultiValueMap<String, String> sent,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next)
            throws InterruptedException {
        visitor.needsAdministrator();
        return asked(null, Typed.of(sent), part, locale, model, response, next);
    }

    @PostMapping("/callouts/{id}")
    String change(
            @PathVariable long id,
            @RequestParam MultiValueMap<String, String> sent,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next)
            throws InterruptedException {
        visitor.needsAdministrator();
        return asked(found(id), Typed.of(sent), part, locale, model, response, next);
    }

    private String asked(
            @Nullable Callout kept,
            Typed typed,
            boolean part,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next)
            throws InterruptedException {
        var form = new Form(kept, typed);
        return switch (typed.text("do")) {
            case "preview" -> forms.again(form, typed, new FormMistakes(), words(locale), model);
            case "test" -> tested(form, typed, part, locale, model, response);
            default -> forms.sent(form, typed, words(locale), model, response, next);
        };
    }

    /** One callout in its form. */
    private final class Form implements EntryForms.Form {
        private final @Nullable Callout kept;
        private final Typed typed;

        Form(@Nullable Callout kept, Typed typed) {
            this.kept = kept;
            this.typed = typed;
        }

        @Override
        public String section() {
            return Entries.CALLOUTS;
        }

        @Override
        public @Nullable Long id() {
            return kept == null ? null : kept.id();
        }

        @Override
        public String address() {
            return kept == null ? "/callouts/new" : "/callouts/" + kept.id();
        }

        @Override
        public String page() {
            return PAGE;
        }

        @Override
        public Typed filled() {
            return CalloutEditor.this.filled(found(kept == null ? 0 : kept.id()));
        }

        @Override
        public Map<String, ?> entry(Typed typed) {
            return CalloutForm.entry(typed);
        }

        @Override
        public boolean hasSecrets(Typed typed) {
            return CalloutForm.hasSecrets(typed);
        }

        @Override
        public Typed shown(Typed typed) {
            return CalloutForm.shown(typed);
        }

        @Override
        public String field(String setting) {
            return CalloutForm.field(setting, typed);
        }

        @Override
        public Map<String, String> beside() {
            return BESIDE;
        }

        @Override
        public void check(Typed typed, FormMistakes mistakes, Words words) {
            checkForm(typed, mistakes, words);
            TellingForm.check(typed, mistakes, words);
            if (!mistakes.isEmpty()) { // then nothing else is asked, and all is told at once
                entries.callout(id(), entry(typed))
                        .mistakes()
                        .forEach(one -> mistakes.add(field(one.setting()), MistakeWords.say(one, words)));
            }
        }

        @Override
        public void show(Typed typed, FormMistakes mistakes, Words words, Model model) {
            // After a conflict it is as the other left it.
            showCallout(kept == null ? null : found(kept.id()), typed, mistakes, typed.text("ticket"), words, model);
        }

        @Override
        public String next(Entries.Outcome.Kept callout, Typed typed, RedirectAttributes next) {
            return typed.text("do").equals("save-new") ? "/callouts/new" : "/callouts";
        }
    }

    /** What the entry would not show: it has no place for it. */
    private static void checkForm(Typed typed, FormMistakes mistakes, Words words) {
        if (typed.text("sign").equals("1")
                && typed.text("sign.first").isEmpty()
                && !typed.text("sign.second").isEmpty()) {
            mistakes.add("sign.first", new MistakeWords.Said(words.say("mistake.sign-both"), null));
        }
        CalloutForm.twice(typed)
                .forEach(field -> mistakes.add(field, new MistakeWords.Said(words.say("mistake.twice"), null)));
    }

    private String tested(
            Form form, Typed typed, boolean part, Locale locale, Model model, HttpServletResponse response)
            throws InterruptedException {
        var words = words(locale);
        var mistakes = new FormMistakes();
        checkForm(typed, mistakes, words);
        var draft = draft(form.kept, typed);
        draft.mistakes().forEach(one -> mistakes.add(form.field(one.setting()), MistakeWords.say(one, words)));
        var ticket = ticket(typed.text("ticket"), draft.callout());
        if (ticket.isEmpty() && mistakes.isEmpty()) {
            mistakes.add("ticket", new MistakeWords.Said(words.say("test.no-ticket"), null));
        }
        forms.again(form, typed, mistakes, words, model);
        if (!mistakes.isEmpty() || draft.callout() == null) {
            model.addAttribute("testRefused", true);
            if (!part) { // a part of a page that is refused would not be put into it
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            }
            return PAGE;
        }
        var result = testCalls.send(draft.callout(), draft.secrets(), change(ticket.orElseThrow()));
        model.addAttribute("sent", CalloutTrial.Sent.of(ticket.orElseThrow().ticketNumber(), result, words));
        return PAGE;
    }

    /** To be looked at, and to be tried, it needs no name yet, and nobody who is told. */
    private Entries.Draft draft(@Nullable Callout kept, Typed typed) {
        var entry = CalloutForm.entry(typed.isBlank("name") ? typed.with("name", List.of("…")) : typed);
        entry.remove("notify");
        return entries.callout(kept == null ? null : kept.id(), entry);
    }

    private void showCallout(
            @Nullable Callout kept, Typed typed, FormMistakes mistakes, String ticket, Words words, Model model) {
        model.addAttribute("kept", kept);
        model.addAttribute("stored", stored(kept, words));
        model.addAttribute("presets", CalloutPreset.values());
        model.addAttribute("choices", CalloutChoices.of(words));
        model.addAttribute("insertable", insertable());
        model.addAttribute(
                "fieldNames", fields.active().stream().map(UserField::name).toList());
        model.addAttribute("usedBy", usedBy(kept));
        var told = telling.shown(kept, typed, words);
        model.addAttribute("told", told);
        model.addAttribute("tabs", tabs(mistakes, kept, told, words));
        if (visitor.mayConfigure()) {
            preview(kept, typed, ticket, words, model);
        }
    }

    private List<CalloutRow.RuleLink> usedBy(@Nullable Callout kept) {
        return kept == null
                ? List.of()
                : rules.all().stream()
                        .filter(rule -> rule.callouts().contains(kept.id()))
                        .map(CalloutRow.RuleLink::of)
                        .toList();
    }

    private List<Tab> tabs(FormMistakes mistakes, @Nullable Callout kept, TellingView told, Words words) {
        return List.of(
                new Tab(
                        "general",
                        words.say("callout.tab.general"),
                        mistakes.under(List.of("name", "url", "active", "field", "after-crash", "concurrency")),
                        0),
                new Tab("rules", words.say("callouts.rules"), 0, usedBy(kept).size()),
                new Tab(
                        "notification",
                        words.say("callout.tab.notification"),
                        mistakes.under(List.of("notify")),
                        0,
                        told.untold() ? words.say("callouts.nobody") : ""),
                new Tab(
                        "authentication",
                        words.say("callout.tab.auth"),
                        mistakes.under(List.of("auth", "sign", "secrets")),
                        0),
                new Tab(
                        "request",
                        words.say("callout.tab.format"),
                        mistakes.under(List.of("method", "format", "content-type", "body", "headers")),
                        0),
                new Tab("success", words.say("callout.tab.success"), mistakes.under(List.of("success")), 0),
                new Tab("retry", words.say("callout.tab.retry"), mistakes.under(List.of("retry", "timeout")), 0),
                new Tab("tls", words.say("callout.tab.tls"), mistakes.under(List.of("tls")), 0));
    }

    /** What a template is most often filled with. */
    private List<String> insertable() {
        return Stream.concat(
                        Stream.of(
                                "ticket.id",
                                "ticket.ticketNumber",
                                "ticket.title",
                                "ticket.status",
                                "ticket.priority",
                                "company.name",
                                "actor.name",
                                "now"),
                        fields.active().stream().map(field -> "udf." + field.name()))
                .toList();
    }

    private void preview(@Nullable Callout kept, Typed typed, String number, Words words, Model model) {
        var draft = draft(kept, typed);
        var callout = draft.callout();
        var options = tickets.newest(callout);
        var ticket = ticket(number, callout);
        model.addAttribute("tickets", options);
        model.addAttribute(
                "ticket", number.isEmpty() ? ticket.map(Ticket::ticketNumber).orElse("") : number);
        model.addAttribute("retryLine", callout == null ? null : RetryLine.of(callout.retry(), clock.instant(), words));
        model.addAttribute("trial", callout == null || ticket.isEmpty() ? null : trial(callout, ticket.get()));
        model.addAttribute(
                "untold",
                draft.mistakes().stream()
                        .map(one -> new Untold(one.setting(), MistakeWords.say(one, words)))
                        .toList());
    }

    /** What keeps the request from being written, as far as it was typed. */
    record Untold(String setting, MistakeWords.Said said) {}

    private @Nullable CalloutTrial trial(Callout callout, Ticket ticket) {
        try {
            return switch (callouts.foreseen(callout, change(ticket))) {
                case Foreseen.Sent(var request, var givenUp) ->
                    CalloutTrial.of(ticket.ticketNumber(), callout, request, givenUp);
                case Foreseen.Skipped(var reason) -> new CalloutTrial(ticket.ticketNumber(), reason, null);
            };
        } catch (CalloutRefused e) {
            return null; // said as a mistake of the draft
        }
    }

    private Optional<Ticket> ticket(String number, @Nullable Callout callout) {
        return number.isBlank() ? tickets.newest(callout).stream().findFirst() : tickets.numbered(number);
    }

    private TicketChange change(Ticket ticket) {
        var person = person();
        return new TicketChange(
                TicketChange.Event.EDITED,
                ticket,
                ticket,
                null,
                Actor.person(person.id(), person.name()),
                clock.instant(),
                0);
    }

    /** By field: since when a secret is kept for it. Of another kind of authentication it is not: it would go out as what it is not. */
    private Map<String, String> stored(@Nullable Callout kept, Words words) {
        var stored = new HashMap<String, String>();
        if (kept == null) {
            return stored;
        }
        var since = callouts.secretsSince(kept.id());
        var fields = new HashMap<String, String>();
        if (kept.authentication().needsSecret()) {
            fields.put(kept.authentication().secretSetting(), Secrets.AUTH);
        }
        if (kept.signatures() > 0) {
            fields.put("sign.first", Secrets.SIGNING + 0);
        }
        if (kept.signatures() > 1) {
            fields.put("sign.second", Secrets.SIGNING + 1);
        }
        if (kept.certificate() != null) {
            fields.put("tls.key", Secrets.TLS_KEY);
        }
        kept.secretNames().forEach(name -> fields.put("secrets." + name, Secrets.NAMED + name));
        fields.forEach((field, name) -> {
            var at = since.get(name);
            stored.put(field, at == null ? words.say("form.stored") : words.say("form.stored.since", words.time(at)));
        });
        return stored;
    }

    private Typed filled(Callout callout) {
        return telling.filled(CalloutForm.of(callout, fields), callout);
    }

    private Callout found(long id) {
        return callouts.withId(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Person person() {
        return visitor.person().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }

    private Words words(Locale locale) {
        return pageWords.in(locale);
    }
}
