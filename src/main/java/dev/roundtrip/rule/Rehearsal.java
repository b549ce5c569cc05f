package dev.roundtrip.rule;

import dev.roundtrip.callout.Foreseen;
import dev.roundtrip.notify.Message;
import dev.roundtrip.people.Actor;
import dev.roundtrip.ticket.Note;
import dev.roundtrip.ticket.NoteDraft;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.Tickets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does for one change what {@link RuleRunner} does when a rule fires, and keeps and sends nothing of it. */
final class Rehearsal {
    private final Tickets tickets;
    private final CalloutPreview callouts;
    private final Renderer renderer;
    private final Facts facts;
    private final RuleWords words;

    Rehearsal(Tickets tickets, CalloutPreview callouts, Renderer renderer, Facts facts, RuleWords words) {
        this.tickets = tickets;
        this.callouts = callouts;
        this.renderer = renderer;
        this.facts = facts;
        this.words = words;
    }

    Rehearsed.Sample sample(Rule rule, TicketChange change, String event) {
        try {
            return done(rule, change, event);
        } catch (RuntimeException e) {
            // As the rule would be undone alone for it.
            var reason = RuleEvaluator.shortened(e.getMessage() == null ? e.toString() : e.getMessage());
            return sample(change, event, List.of(), List.of(), List.of(), List.of(), List.of(), reason);
        }
    }

    private Rehearsed.Sample done(Rule rule, TicketChange change, String event) {
        var updates = Updates.of(rule.updates(), change, facts, renderer);
        var after = rule.updates().isEmpty()
                ? change.after()
                : tickets.foreseen(change.after(), updates.edit(), Actor.rule(rule.id(), rule.name()), change.at());
        var notes = rule.notes().stream().map(note -> note(note, change)).toList();
        var made = rule.tickets().stream().map(wanted -> made(wanted, change)).toList();
        var left = with(change, after);
        return sample(change, event, updates.told(), notes, made, notices(rule, left), calls(rule, left), null);
    }

    private Rehearsed.NoteText note(Action.AddNote note, TicketChange change) {
        var title = renderer.render(note.title(), change);
        var text = renderer.render(note.text(), change);
        Tickets.refuseWrong(new NoteDraft(title, text, Note.DEFAULT_TYPE, note.publish()));
        return new Rehearsed.NoteText(title, text);
    }

    private Rehearsed.NewTicket made(Action.CreateTicket wanted, TicketChange change) {
        var made = Updates.ofNew(wanted, change, facts, renderer);
        tickets.refuseWrong(made.edit());
        return new Rehearsed.NewTicket(made.told());
    }

    private static Rehearsed.Sample sample(
            TicketChange change,
            String event,
            List<TraceLine.Updated> updates,
            List<Rehearsed.NoteText> notes,
            List<Rehearsed.NewTicket> made,
            List<Rehearsed.Notice> notices,
            List<Rehearsed.Call> calls,
            @Nullable String failed) {
        var ticket = change.after();
        return new Rehearsed.Sample(
                ticket.id(),
                ticket.ticketNumber(),
                ticket.title(),
                change.at(),
                event,
                change.actor().name(),
                updates,
                notes,
                made,
                notices,
                calls,
                failed);
    }

    private List<Rehearsed.Notice> notices(Rule rule, TicketChange left) {
        return rule.notifies().stream()
                .map(told -> {
                    var message = Message.of(
                            rule.name(), renderer.render(told.subject(), left), renderer.render(told.text(), left));
                    return new Rehearsed.Notice(
                            told.who().stream().map(words::recipient).toList(), message.subject(), message.text());
                })
                .toList();
    }

    private List<Rehearsed.Call> calls(Rule rule, TicketChange change) {
        var calls = new ArrayList<Rehearsed.Call>();
        for (var id : rule.callouts()) {
            var name = facts.calloutName(id).orElse(Long.toString(id));
            calls.add(
                    switch (callouts.foreseen(id, change)) {
                        case Foreseen.Sent(var request, var givenUp) ->
                            new Rehearsed.Call(name, id, request, null, givenUp);
                        case Foreseen.Skipped(var reason) -> new Rehearsed.Call(name, id, null, reason, null);
                    });
        }
        return calls;
    }

    private static TicketChange with(TicketChange change, Ticket after) {
        return new TicketChange(
                change.event(), change.before(), after, change.note(), change.actor(), change.at(), change.hops());
    }
}
