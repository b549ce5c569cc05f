package dev.roundtrip.web;

import dev.roundtrip.directory.Company;
import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import dev.roundtrip.ticket.Tickets;
import dev.roundtrip.ticket.UserFields;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The practice receiver: switched on and off, told what to answer, and what it got. Secrets and all: it is the far end. So for administrators. */
@Controller
@RequestMapping("/settings/practice")
final class PracticePages {
    private static final String PAGE = "/settings/practice";
    private static final String NAME = "[A-Za-z0-9._-]{1,60}";

    /** The field that examples keep an alert's name in. */
    private static final String ALERT_FIELD = "AlertID";

    private final Practice practice;
    private final Tickets tickets;
    private final UserFields fields;
    private final Visitor visitor;
    private final Sight sight;
    private final SecurityNotes notes;
    private final PageWords pageWords;

    PracticePages(
            Practice practice,
            Tickets tickets,
            UserFields fields,
            Visitor visitor,
            Sight sight,
            SecurityNotes notes,
            PageWords pageWords) {
        this.practice = practice;
        this.tickets = tickets;
        this.fields = fields;
        this.visitor = visitor;
        this.sight = sight;
        this.notes = notes;
        this.pageWords = pageWords;
    }

    /** @param last null where it got nothing yet */
    public record Name(String name, int requests, @Nullable Moment last) {}

    public record Row(
            Moment at,
            Exchange.Message request,
            String answered,
            String tone,
            String signature,
            @Nullable String checked) {}

    /** @param closed null as long as it is open */
    public record AlertRow(
            String ticketNumber,
            long ticketId,
            Moment raised,
            @Nullable Moment closed) {}

    /**
     * What there is to see of a name, the newest first.
     *
     * @param state another one whenever there is something else to see
     */
    public record Got(String name, String state, List<AlertRow> alerts, List<Row> rows) {}

    @GetMapping
    String all(Locale locale, Model model) {
        visitor.needsAdministrator();
        return all(null, locale, model);
    }

    private String all(@Nullable String wrongName, Locale locale, Model model) {
        var words = pageWords.in(locale);
        model.addAttribute("on", practice.isOn());
        model.addAttribute("operators", practice.isOperators());
        model.addAttribute("wrongName", wrongName);
        model.addAttribute(
                "names",
                practice.isOn()
                        ? practice.names().stream()
                                .map(name -> name(name, words))
                                .toList()
                        : List.of());
        return "settings/practice";
    }

    private Name name(String name, Words words) {
        var requests = practice.kept(name).requests();
        return new Name(
                name,
                requests.size(),
                requests.isEmpty() ? null : Moment.of(requests.getLast().at(), words));
    }

    @PostMapping("/switch")
    String turn(@RequestParam boolean on, Locale locale, RedirectAttributes next) {
        visitor.needsAdministrator();
        if (practice.isOperators()) {
            throw new ResponseStatusException(HttpStatus.CONFLICT);
        }
        notes.with(on ? What.ACTIVATED : What.DEACTIVATED, "practice", "", () -> practice.turn(on));
        Toast.ok(pageWords.in(locale).say(on ? "practice.switched-on" : "practice.switched-off"))
                .on(next);
        return "redirect:" + PAGE;
    }

    /** Leads to the page of a name; it need not have got anything yet. */
    @GetMapping("/open")
    String open(
            @RequestParam(defaultValue = "") String name, Locale locale, HttpServletResponse response, Model model) {
        visitor.needsAdministrator();
        if (!name.strip().matches(NAME)) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return all(name, locale, model);
        }
        return "redirect:" + PAGE + "/" + name.strip();
    }

    @GetMapping("/{name:" + NAME + "}")
    String one(@PathVariable String name, HttpServletRequest request, Locale locale, Model model) {
        needsIt();
        show(name, kept(name), request, locale, model);
        return "settings/practice-one";
    }

    /** The part of the page that renews itself; nothing while it is as the page has it. */
    @GetMapping("/{name:" + NAME + "}/got")
    Object got(@PathVariable String name, @RequestParam(required = false) @Nullable String known, Locale locale) {
        needsIt();
        var kept = kept(name);
        return state(kept).equals(known)
                ? ResponseEntity.noContent().build()
                : new ModelAndView(
                        "settings/practice-got :: part", Map.of("got", got(name, kept, pageWords.in(locale))));
    }

    private void show(String name, Practice.Kept kept, HttpServletRequest request, Locale locale, Model model) {
        model.addAttribute("name", name);
        // Where a callout of this desk reaches it: its own port, on this machine.
        model.addAttribute("address", "http://127.0.0.1:" + request.getLocalPort() + "/practice/" + name);
        model.addAttribute("answers", String.join(", ", kept.answers()));
        model.addAttribute("got", got(name, kept, pageWords.in(locale)));
    }

    private static Got got(String name, Practice.Kept kept, Words words) {
        return new Got(
                name,
                state(kept),
                newestFirst(kept.alerts()).stream()
                        .map(one -> new AlertRow(
                                one.ticketNumber(),
                                one.ticketId(),
                                Moment.of(one.raisedAt(), words),
                                one.closedAt() == null ? null : Moment.of(one.closedAt(), words)))
                        .toList(),
                newestFirst(kept.requests()).stream()
                        .map(one -> row(one, words))
                        .toList());
    }

    private static String state(Practice.Kept kept) {
        var requests = kept.requests();
        return requests.size() + "/"
                + (requests.isEmpty() ? "" : requests.getLast().at()) + "/"
                + String.join(",", kept.answers()) + "/" + kept.alerts().size() + "/"
                + kept.alerts().stream().filter(one -> one.closedAt() != null).count();
    }

    private static Row row(Practice.Request got, Words words) {
        var headers = new ArrayList<Exchange.Header>();
        got.headers().forEach((name, values) -> values.forEach(value -> headers.add(new Exchange.Header(name, value))));
        return new Row(
                Moment.fine(got.at(), words),
                new Exchange.Message(
                        got.method() + " " + got.target(), headers, got.body().isEmpty() ? null : got.body(), false),
                got.answered(),
                got.answered().startsWith("2") ? "ok" : "fail",
                got.signature(),
                got.signature().equals("none") ? null : got.checked());
    }

    private static <T> List<T> newestFirst(List<T> oldestFirst) {
        var all = new ArrayList<>(oldestFirst);
        Collections.reverse(all);
        return all;
    }

    @PostMapping("/{name:" + NAME + "}/answers")
    String tell(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String answers,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model,
            RedirectAttributes next) {
        needsIt();
        try {
            practice.tell(
                    name,
                    Arrays.stream(answers.split("[,\\s]+"))
                            .filter(word -> !word.isEmpty())
                            .toList());
        } catch (IllegalArgumentException e) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            show(name, kept(name), request, locale, model);
            model.addAttribute("answers", answers);
            model.addAttribute("wrongAnswers", "practice.answers.wrong");
            return "settings/practice-one";
        }
        Toast.ok(pageWords.in(locale).say("practice.told")).on(next);
        return "redirect:" + PAGE + "/" + name;
    }

    /** Plays the monitoring system: an alert, and the ticket that it makes. */
    @PostMapping("/{name:" + NAME + "}/alert")
    String raise(@PathVariable String name, Locale locale, RedirectAttributes next) {
        needsIt();
        var words = pageWords.in(locale);
        var alert = "practice-" + name + "-" + practice.nextAlert(name);
        var edit = TicketEdit.with()
                .set(TicketField.TITLE, words.say("practice.alert.title", alert))
                .set(TicketField.DESCRIPTION, words.say("practice.alert.text"))
                .set(TicketField.COMPANY_ID, Company.OWN);
        if (fields.active().stream().anyMatch(field -> field.name().equals(ALERT_FIELD))) {
            edit.setUser(ALERT_FIELD, alert);
        }
        var ticket = tickets.create(edit.build(), sight.whoChanges());
        practice.raise(name, new Practice.Alert(ticket.ticketNumber(), ticket.id(), ticket.createdAt(), null));
        Toast.ok(words.say("practice.raised", ticket.ticketNumber())).on(next);
        return "redirect:" + PAGE + "/" + name;
    }

    private Practice.Kept kept(String name) {
        try {
            return practice.kept(name);
        } catch (IllegalArgumentException tooMany) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, tooMany.getMessage(), tooMany);
        }
    }

    /** Where it is off there is nothing to see. */
    private void needsIt() {
        visitor.needsAdministrator();
        if (!practice.isOn()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }
}
