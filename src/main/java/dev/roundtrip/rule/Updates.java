package dev.roundtrip.rule;

import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule's updates come to for one change: the edit of the ticket, and the same for the trace.
 *
 * @param told in the order of the updates
 */
record Updates(TicketEdit edit, List<TraceLine.Updated> told) {

    /** Of the ticket itself. */
    static Updates of(List<Update> updates, TicketChange change, Facts facts, Renderer renderer) {
        return onto(TicketEdit.with(), updates, change, change.after().createdAt(), facts, renderer);
    }

    /** Of a ticket that a rule makes: of the company of the ticket it fires on, where no other is named. */
    static Updates ofNew(Action.CreateTicket wanted, TicketChange change, Facts facts, Renderer renderer) {
        var edit = TicketEdit.with().set(TicketField.COMPANY_ID, change.after().companyId());
        return onto(edit, wanted.fields(), change, change.at(), facts, renderer);
    }

    /**
     * @param edit    what they are added to
     * @param created when the ticket was created that they are for
     * @throws RuntimeException when a template cannot be rendered
     */
    private static Updates onto(
            TicketEdit.Builder edit,
            List<Update> updates,
            TicketChange change,
            Instant created,
            Facts facts,
            Renderer renderer) {
        var told = new ArrayList<TraceLine.Updated>(updates.size());
        for (var update : updates) {
            var value = valueOf(update.value(), change, created, renderer);
            switch (update.target()) {
                case Attribute.Field(var field) -> edit.set(field, raw(value, facts));
                case Attribute.UserDefined user ->
                    edit.setUser(
                            facts.userField(user.fieldId()).orElseThrow().name(), value == null ? null : value.text());
                case Attribute.NoteType _, Attribute.NoteText _, Attribute.CompanyClassification _ ->
                    throw new IllegalStateException("an update of " + update.target());
            }
            told.add(new TraceLine.Updated(
                    RuleEvaluator.name(update.target(), facts), value == null ? null : RuleEvaluator.plain(value)));
        }
        return new Updates(edit.build(), told);
    }

    /** Null clears. */
    private static @Nullable Value valueOf(NewValue wanted, TicketChange change, Instant created, Renderer renderer) {
        return switch (wanted) {
            case NewValue.Cleared _ -> null;
            case NewValue.Fixed(var value) -> value;
            case NewValue.Relative(var from, var span) ->
                new Value.Moment(
                        switch (from) {
                            case CREATE_DATE -> created.plus(span);
                            case NOW -> change.at().plus(span);
                        });
            case NewValue.Templated(var template) -> Value.of(renderer.render(template, change));
        };
    }

    /** As an edit of the ticket's own fields wants it: they hold moments, no dates alone. */
    private static @Nullable Object raw(@Nullable Value value, Facts facts) {
        return value instanceof Value.Day day ? day.instant(facts.zone()) : value == null ? null : value.text();
    }
}
