package dev.roundtrip.rule;

import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketField;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What conditions look at in one change. Two hundred rules ask for the same few attributes, so each is read once. For one thread. */
final class ChangeValues {
    private final TicketChange change;
    private final Facts facts;
    private final Map<TicketField, Pair> fields = new EnumMap<>(TicketField.class);
    private final Map<Attribute, Pair> others = new HashMap<>(4);

    ChangeValues(TicketChange change, Facts facts) {
        this.change = change;
        this.facts = facts;
    }

    /** Before the change and after it; null for no value. On a created ticket everything was empty before. */
    record Pair(@Nullable Value before, @Nullable Value after) {}

    TicketChange change() {
        return change;
    }

    Facts facts() {
        return facts;
    }

    Pair of(Attribute attribute) {
        if (attribute instanceof Attribute.Field(var field)) {
            var known = fields.get(field);
            if (known == null) {
                known = read(attribute);
                fields.put(field, known);
            }
            return known;
        }
        return others.computeIfAbsent(attribute, this::read);
    }

    private Pair read(Attribute attribute) {
        return switch (attribute) {
            case Attribute.Field _, Attribute.UserDefined _ -> {
                var before = change.before();
                yield new Pair(
                        before == null ? null : ofTicket(attribute, before), ofTicket(attribute, change.after()));
            }
            case Attribute.NoteType _ ->
                ofNow(Optional.ofNullable(change.note()).map(note -> (Object) note.noteType()));
            case Attribute.NoteText _ ->
                ofNow(Optional.ofNullable(change.note()).map(note -> note.text()));
            case Attribute.CompanyClassification _ ->
                ofNow(facts.classificationOf(change.after().companyId()));
        };
    }

    /** What is not of the ticket has no before. */
    private static Pair ofNow(Optional<?> held) {
        return new Pair(null, Value.of(held.orElse(null)));
    }

    private static @Nullable Value ofTicket(Attribute attribute, Ticket ticket) {
        return switch (attribute) {
            case Attribute.Field(var field) -> Value.of(ticket.value(field));
            case Attribute.UserDefined user -> Value.held(user.kind(), ticket.userValue(user.fieldId()));
            case Attribute.NoteType _, Attribute.NoteText _, Attribute.CompanyClassification _ -> null;
        };
    }
}
