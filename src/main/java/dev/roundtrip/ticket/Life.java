package dev.roundtrip.ticket;

import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.UserField;
import dev.roundtrip.ticket.TicketChange.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was done to one ticket, change by change, as its history tells it: each with the ticket before and after.
 *
 * <p>History does not keep how many rules stood between a change and whoever began: {@code hops} is 0 in all of them. A
 * user-defined field that is called otherwise by now, or is gone, has the value of today in all of them.
 *
 * @param changes the oldest first; never empty
 */
public record Life(List<TicketChange> changes) {
    public Life {
        changes = List.copyOf(changes);
    }

    /**
     * @param now the ticket as it stands
     * @param history all of it, the oldest first
     * @param notes of the ticket
     * @param userField a user-defined field by its name
     */
    static Life of(
            Ticket now, List<HistoryLine> history, List<Note> notes, Function<String, Optional<UserField>> userField) {
        var versions = new TreeMap<Integer, Step>();
        for (var line : history) {
            if (line.version() <= now.version()) { // else it was written after the ticket was read
                versions.computeIfAbsent(line.version(), _ -> new Step(line, userField))
                        .add(line);
            }
        }
        var noted = new HashMap<Instant, List<Note>>();
        notes.forEach(note ->
                noted.computeIfAbsent(note.createdAt(), _ -> new ArrayList<>()).add(note));
        var changes = new ArrayList<TicketChange>();
        var ticket = asMade(now, versions.values());
        for (var version : versions.entrySet()) {
            var step = version.getValue();
            var before = step.event == Event.CREATED ? null : ticket;
            ticket = step.after(ticket, version.getKey());
            var note = step.event == Event.NOTE_ADDED ? step.note(noted) : null;
            changes.add(new TicketChange(step.event, before, ticket, note, step.first.actor(), step.first.at(), 0));
        }
        return new Life(changes);
    }

    /** As it stood at first: every change is taken back. */
    private static Ticket asMade(Ticket now, Collection<Step> steps) {
        var fields = new EnumMap<TicketField, Object>(TicketField.class);
        fields.putAll(now.fields());
        fields.remove(TicketField.COMPLETED_DATE);
        fields.remove(TicketField.COMPLETED_BY_RESOURCE_ID);
        var user = new HashMap<>(now.userFields());
        for (var step : new ArrayList<>(steps).reversed()) {
            step.before.forEach((field, value) -> put(fields, field, value));
            step.userBefore.forEach((field, value) -> put(user, field, value));
        }
        return new Ticket(now.id(), 1, fields, user);
    }

    private static <K, V> void put(Map<K, V> map, K key, Optional<? extends V> value) {
        value.ifPresentOrElse(v -> map.put(key, v), () -> map.remove(key));
    }

    /** What a moment of the ticket was after the change of that index. */
    public Optional<Instant> moment(TicketMoment which, int index) {
        return switch (which) {
            case IDLE_SINCE -> since(index, change -> !Tickets.isRule(change.actor()));
            case STATUS_SINCE ->
                since(
                        index,
                        change -> change.before() == null
                                || change.before().status() != change.after().status());
            case DUE, FIRST_RESPONSE_DUE, RESOLUTION_PLAN_DUE, RESOLUTION_DUE ->
                which.due(changes.get(index).after());
        };
    }

    private Optional<Instant> since(int index, Predicate<TicketChange> begins) {
        int begin = index;
        while (begin > 0 && !begins.test(changes.get(begin))) {
            begin--;
        }
        return Optional.of(changes.get(begin).at());
    }

    /** The lines of one version. */
    private static final class Step {
        private final HistoryLine first;
        private final Event event;
        private final Function<String, Optional<UserField>> userField;
        private final Map<TicketField, Optional<Object>> before = new EnumMap<>(TicketField.class);
        private final Map<TicketField, Optional<Object>> after = new EnumMap<>(TicketField.class);
        private final Map<Long, Optional<String>> userBefore = new HashMap<>();
        private final Map<Long, Optional<String>> userAfter = new HashMap<>();

        Step(HistoryLine first, Function<String, Optional<UserField>> userField) {
            this.first = first;
            this.userField = userField;
            this.event = switch (first.field()) {
                case HistoryLine.CREATED -> Event.CREATED;
                case HistoryLine.NOTE -> Event.NOTE_ADDED;
                case HistoryLine.ATTACHMENT -> Event.ATTACHMENT_ADDED;
                default -> Event.EDITED;
            };
        }

        void add(HistoryLine line) {
            if (line.field().startsWith(HistoryLine.USER_FIELD)) {
                userField
                        .apply(line.field().substring(HistoryLine.USER_FIELD.length()))
                        .ifPresent(field -> {
                            userBefore.put(field.id(), Optional.ofNullable(line.oldValue()));
                            userAfter.put(field.id(), Optional.ofNullable(line.newValue()));
                        });
            } else if (event == Event.EDITED) {
                TicketField.named(line.field()).ifPresent(field -> {
                    before.put(field, typed(field, line.oldValue()));
                    after.put(field, typed(field, line.newValue()));
                });
            }
        }

        private static Optional<Object> typed(TicketField field, @Nullable String shown) {
            return FieldValues.typed(field, Optional.ofNullable(shown));
        }

        Ticket after(Ticket ticket, int version) {
            var all = new EnumMap<>(after);
            if (event == Event.CREATED && ticket.isComplete()) {
                all.putAll(Tickets.completed(true, first.actor(), first.at()));
            } else if (event == Event.EDITED) {
                all.putAll(Tickets.completion(ticket, after, first.actor(), first.at()));
            }
            all.putAll(Tickets.touched(first.actor(), first.at()));
            return Tickets.after(ticket, version, all, userAfter);
        }

        /** The next one of that moment. */
        @Nullable
        Note note(Map<Instant, List<Note>> noted) {
            var then = noted.getOrDefault(first.at(), List.of());
            return then.isEmpty() ? null : then.removeFirst();
        }
    }
}
