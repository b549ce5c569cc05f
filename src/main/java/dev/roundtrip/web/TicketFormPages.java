package dev.roundtrip.web;

import dev.roundtrip.directory.Desk;
import dev.roundtrip.field.FieldsRefused;
import dev.roundtrip.ticket.EditOutcome;
import dev.roundtrip.ticket.HistoryLine;
import dev.roundtrip.ticket.Status;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import dev.roundtrip.ticket.Tickets;
import dev.roundtrip.web.TypedTicket.Mistake;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A new ticket, and one that is changed. */
@Controller
final class TicketFormPages {
    private final Tickets tickets;
    private final TicketForm form;
    private final Sight sight;
    private final MessageSource texts;
    private final Desk desk;
    private final Clock clock;

    TicketFormPages(Tickets tickets, TicketForm form, Sight sight, MessageSource texts, Desk desk, Clock clock) {
        this.tickets = tickets;
        this.form = form;
        this.sight = sight;
        this.texts = texts;
        this.desk = desk;
        this.clock = clock;
    }

    @GetMapping("/tickets/new")
    String blank(Locale locale, Model model) {
        sight.whoChanges();
        var words = words(locale);
        return shown(form.valuesOfNew(clock.instant(), words.zone()), Map.of(), List.of(), words, model);
    }

    @PostMapping("/tickets/new")
    String create(@RequestParam Map<String, String> typed, Locale locale, HttpServletResponse response, Model model) {
        var actor = sight.whoChanges();
        var words = words(locale);
        var read = form.read(typed, words);
        var mistakes = read.mistakes();
        if (mistakes.isEmpty()) {
            try {
                return "redirect:/tickets/" + tickets.create(read.edit(), actor).id();
            } catch (FieldsRefused e) {
                mistakes = TypedTicket.mistakes(e, form.userFields());
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return shown(typed, mistakes, List.of(), words, model);
    }

    @GetMapping("/tickets/{id:[0-9]{1,18}}/edit")
    String edit(@PathVariable long id, Locale locale, Model model) {
        sight.whoChanges();
        var ticket = sight.ticket(id);
        var words = words(locale);
        model.addAttribute("ticket", ticket);
        model.addAttribute("version", ticket.version());
        return shown(form.valuesOf(ticket, words.zone()), Map.of(), List.of(), words, model);
    }

    /** @param version of the ticket that the form was made from */
    @PostMapping("/tickets/{id:[0-9]{1,18}}/edit")
    String change(
            @PathVariable long id,
            @RequestParam int version,
            @RequestParam Map<String, String> typed,
            Locale locale,
            HttpServletResponse response,
            Model model) {
        var actor = sight.whoChanges();
        var words = words(locale);
        model.addAttribute("ticket", sight.ticket(id));
        model.addAttribute("version", version);
        var read = form.read(typed, words);
        var mistakes = read.mistakes();
        if (mistakes.isEmpty()) {
            try {
                return switch (tickets.editSeen(id, version, read.edit(), actor)) {
                    case EditOutcome.Kept kept ->
                        "redirect:/tickets/" + kept.ticket().id();
                    case EditOutcome.Overtaken(var now, var by, var rest) -> {
                        response.setStatus(HttpStatus.CONFLICT.value());
                        model.addAttribute("ticket", now);
                        model.addAttribute("version", now.version());
                        yield shown(form.merged(typed, now, rest, words.zone()), Map.of(), by, words, model);
                    }
                };
            } catch (FieldsRefused e) {
                mistakes = TypedTicket.mistakes(e, form.userFields());
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return shown(typed, mistakes, List.of(), words, model);
    }

    /** Whatever else was changed meanwhile: who completes means this alone. */
    @PostMapping("/tickets/{id:[0-9]{1,18}}/complete")
    String complete(@PathVariable long id) {
        var actor = sight.whoChanges();
        sight.ticket(id);
        tickets.edit(
                id, TicketEdit.with().set(TicketField.STATUS, Status.COMPLETE).build(), actor);
        return "redirect:/tickets/" + id + "#triggered";
    }

    private String shown(
            Map<String, String> values,
            Map<String, Mistake> mistakes,
            List<HistoryLine> overtaken,
            Words words,
            Model model) {
        var fields = form.fields(values, mistakes, overtaken, words);
        var general = mistakes.get("");
        model.addAttribute(
                "heading",
                model.getAttribute("ticket") instanceof Ticket ticket
                        ? words.say("ticket.edit.title", ticket.ticketNumber())
                        : words.say("tickets.new"));
        model.addAttribute("form", fields);
        model.addAttribute("firstMistake", fields.firstMistake());
        model.addAttribute("general", general == null ? null : general.english());
        model.addAttribute("overtaken", !overtaken.isEmpty());
        model.addAttribute("dueWas", values.getOrDefault(TypedTicket.DUE_WAS, ""));
        model.addAttribute("companies", form.companies());
        return "ticket/form";
    }

    private Words words(Locale locale) {
        return Texts.words(texts, locale, desk, clock);
    }
}
