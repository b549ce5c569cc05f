package dev.roundtrip.ticket;

import dev.roundtrip.directory.Desk;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.FieldsRefused;
import dev.roundtrip.field.Filter;
import dev.roundtrip.field.Page;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.field.Query;
import dev.roundtrip.field.Search;
import dev.roundtrip.field.UserField;
import dev.roundtrip.people.Actor;
import dev.roundtrip.store.Dialect;
import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.TicketChange.Event;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Where you go for tickets. Every write is one transaction: the row, its history, and whatever the listener adds to it.
 *
 * <p>A write that changes nothing is none: no new version, no history, no event.
 */
public final class Tickets {
    /** A ticket that names no due date is due so long after its creation. */
    public static final Duration DEFAULT_DUE = Duration.ofDays(1);

    static final Search.Rows TICKETS = new Search.Rows(
            "ticket t", "t.id", "t.company_id in (:companies)", Set.of(TicketField.ID, TicketField.COMPANY_ID));
    private static final Search.Rows NOTES =
            new Search.Rows("note n", "n.id", ofCompanies("n"), Set.of(NoteField.ID, NoteField.TICKET_ID));
    private static final Search.Rows ATTACHMENTS = new Search.Rows(
            "attachment a", "a.id", ofCompanies("a"), Set.of(AttachmentField.ID, AttachmentField.TICKET_ID));
    /** The id of a line is put together from its parts, which no index knows. */
    private static final Search.Rows HISTORY = new Search.Rows(
            "history h", HistoryField.ID.expression(), ofCompanies("h"), Set.of(HistoryField.TICKET_ID));

    private final Store store;
    private final Clock clock;
    private final Picklists picklists;
    private final UserFields userFields;
    private final TicketTable table;
    private final NoteTable notes;
    private final AttachmentTable attachments;
    private final HistoryTable history;
    private final Search search;
    private final TicketNumbers numbers;
    private final EditCheck check;
    private final ServiceLevels levels;
    private final DueDates dueDates;
    private TicketListener listener = change -> {};

    /** @param personExists tells whether there is a person (the API's resource) of that id */
    public Tickets(
            Store store,
            Clock clock,
            Desk desk,
            Directory directory,
            Picklists picklists,
            UserFields userFields,
            LongPredicate personExists) {
        this.store = store;
        this.clock = clock;
        this.picklists = picklists;
        this.userFields = userFields;
        this.table = new TicketTable(store);
        this.notes = new NoteTable(store);
        this.attachments = new AttachmentTable(store);
        this.history = new HistoryTable(store);
        this.search = new Search(store);
        this.numbers = new TicketNumbers(store, desk);
        this.levels = new ServiceLevels(store);
        this.dueDates = new DueDates(levels, desk, history);
        this.check = new EditCheck(
                picklists,
                userFields,
                directory,
                personExists,
                id -> table.find(id).isPresent());
    }

    private static String ofCompanies(String alias) {
        return "exists (select 1 from ticket c where c.id = " + alias + ".ticket_id and c.company_id in (:companies))";
    }

    /** To be set once, before the first write. */
    public void tell(TicketListener listener) {
        this.listener = listener;
    }

    public Optional<Ticket> find(long id) {
        return table.find(id);
    }

    /** Who these are assigned to, by their ids; none of one that is gone or assigned to nobody. */
    public Map<Long, Long> assigned(Collection<Long> ids) {
        return table.assigned(ids);
    }

    /** {@code T20261125.0001} */
    public Optional<Ticket> numbered(String ticketNumber) {
        return table.numbered(ticketNumber);
    }

    /** That of an id within a write, and nobody changes it until that ends. */
    public Optional<Ticket> findToChange(long id) {
        return table.findToChange(id, store.dialect() == Dialect.POSTGRES);
    }

    /** All there are above that id, by ascending id. */
    public List<Ticket> following(long id, int limit) {
        var all = new Query(new Filter.All(List.of()), Set.of(), new Query.Position.After(id), limit);
        return find(all).rows();
    }

    /** The highest there is; 0 of none. */
    public long lastId() {
        return table.lastId();
    }

    public Page<Ticket> find(Query query) {
        return search.page(TICKETS, query, table::load, Ticket::characters);
    }

    /** @param companies only of these; empty means of all */
    public long count(Filter where, Set<Long> companies) {
        return search.count(TICKETS, where, companies);
    }

    /** The newest ticket of the company that is not complete and whose user-defined field was given exactly this value. */
    public Optional<Ticket> newestOpen(long companyId, UserField field, String value) {
        try {
            return FieldValues.typed(field, Optional.of(value))
                    .flatMap(held -> table.newestOpen(companyId, field.id(), held))
                    .flatMap(table::find);
        } catch (FieldValues.WrongValue e) {
            return Optional.empty(); // what a field cannot hold, no ticket was given
        }
    }

    public Optional<Note> note(long id) {
        return notes.find(id);
    }

    /** Notes of all tickets; the query's companies are those of the tickets. */
    public Page<Note> findNotes(Query query) {
        return search.page(NOTES, query, notes::load, note -> note.text().length());
    }

    /** @param companies only of tickets of these; empty means of all */
    public long countNotes(Filter where, Set<Long> companies) {
        return search.count(NOTES, where, companies);
    }

    /** The oldest first. */
    public List<Note> notesOf(long ticketId) {
        return notes.ofTicket(ticketId);
    }

    public Optional<Attachment> attachment(long id) {
        return attachments.find(id);
    }

    /** The file itself. */
    public byte[] contentOf(Attachment attachment) {
        return attachments.content(attachment.id());
    }

    /** Attachments of all tickets; the query's companies are those of the tickets. */
    public Page<Attachment> findAttachments(Query query) {
        return search.page(ATTACHMENTS, query, attachments::load, attachment -> 0);
    }

    /** @param companies only of tickets of these; empty means of all */
    public long countAttachments(Filter where, Set<Long> companies) {
        return search.count(ATTACHMENTS, where, companies);
    }

    /** Lines of the histories of all tickets; the query's companies are those of the tickets. */
    public Page<HistoryLine> findHistory(Query query) {
        return search.page(HISTORY, query, history::load, HistoryLine::characters);
    }

    /** @param companies only of tickets of these; empty means of all */
    public long countHistory(Filter where, Set<Long> companies) {
        return search.count(HISTORY, where, companies);
    }

    /** @param id as {@link HistoryLine#id} has it */
    public Optional<HistoryLine> historyLine(long id) {
        return history.load(List.of(id)).stream().findFirst();
    }

    /** The oldest first. */
    public List<HistoryLine> historyOf(long ticketId) {
        return history.ofTicket(ticketId);
    }

    /** Lines of these versions, the oldest first. */
    public List<HistoryLine> historyOf(long ticketId, int fromVersion, int toVersion) {
        return history.ofVersions(ticketId, fromVersion, toVersion);
    }

    /**
     * The history version by version, the newest first.
     *
     * @param before only of versions below that
     * @param versions at most so many
     */
    public List<HistoryLine> historyBefore(long ticketId, int before, HistoryKind kind, int versions) {
        return history.before(ticketId, before, kind, versions);
    }

    /** Notes that were added by these versions, the oldest first. */
    public List<Note> notesOf(long ticketId, int fromVersion, int toVersion) {
        return notes.ofVersions(ticketId, fromVersion, toVersion);
    }

    /**
     * Creates a ticket. Missing status, priority and due date take the desk's defaults, missing user-defined fields theirs.
     *
     * @throws FieldsRefused with everything that is wrong with {@code wanted}
     */
    public Ticket create(TicketEdit wanted, Actor actor) {
        return create(wanted, actor, 0);
    }

    public Ticket create(TicketEdit wanted, Actor actor, int hops) {
        return create(wanted, actor, hops, null);
    }

    /** The same, in the name of a person ({@code impersonated}, an id), which the ticket then tells. */
    public Ticket create(TicketEdit wanted, Actor actor, int hops, @Nullable Long impersonated) {
        return store.write(() -> {
            var now = now();
            var checked = check.check(withDefaults(wanted, now), null);
            var fields = new EnumMap<TicketField, Object>(TicketField.class);
            checked.fields().forEach((field, value) -> value.ifPresent(v -> fields.put(field, v)));
            fields.put(TicketField.TICKET_NUMBER, numbers.next(now));
            fields.put(TicketField.CREATE_DATE, now);
            fields.put(TicketField.CREATOR_TYPE, personType(actor));
            if (actor.personId() != null) {
                fields.put(TicketField.CREATOR_RESOURCE_ID, actor.personId());
            }
            if (impersonated != null) {
                fields.put(TicketField.IMPERSONATOR_CREATOR_RESOURCE_ID, impersonated);
            }
            touched(actor, now).forEach((field, value) -> value.ifPresent(v -> fields.put(field, v)));
            if (Objects.equals(fields.get(TicketField.STATUS), Status.COMPLETE)) {
                completed(true, actor, now).forEach((field, value) -> value.ifPresent(v -> fields.put(field, v)));
            }
            fields.putAll(dueDates.ofNew(fields, now));
            var user = new HashMap<Long, String>();
            checked.userFields().forEach((field, value) -> value.ifPresent(v -> user.put(field, v)));
            var id = table.insert(fields, user);
            var ticket = new Ticket(id, 1, fields, user);
            history.insert(
                    List.of(new HistoryLine(id, 1, 0, now, actor, HistoryLine.CREATED, null, ticket.ticketNumber())));
            listener.changed(new TicketChange(Event.CREATED, null, ticket, null, actor, now, hops));
            return ticket;
        });
    }

    /**
     * Changes a ticket, and returns it as it stands after that (before what rules then do to it).
     *
     * @throws NoSuchTicket when there is none of that id
     * @throws FieldsRefused with everything that is wrong with {@code wanted}
     */
    public Ticket edit(long id, TicketEdit wanted, Actor actor) {
        return edit(id, wanted, actor, 0);
    }

    /** The same, {@code hops} rules away from a person, API user or clock. */
    public Ticket edit(long id, TicketEdit wanted, Actor actor, int hops) {
        return store.write(id, () -> {
            var before = toChange(id);
            var now = now();
            var edited = edited(before, wanted, actor, now);
            if (edited == null) {
                return before;
            }
            var lines = new ArrayList<HistoryLine>();
            int version = edited.after().version();
            edited.changed()
                    .forEach((field, value) -> lines.add(new HistoryLine(
                            id,
                            version,
                            lines.size(),
                            now,
                            actor,
                            field.apiName(),
                            shown(before.value(field)),
                            value.map(FieldValues::shown).orElse(null))));
            edited.changedUser()
                    .forEach((field, value) -> lines.add(new HistoryLine(
                            id,
                            version,
                            lines.size(),
                            now,
                            actor,
                            HistoryLine.USER_FIELD
                                    + userFields
                                            .withId(field)
                                            .map(UserField::name)
                                            .orElse(Long.toString(field)),
                            before.userValue(field),
                            value.orElse(null))));
            table.update(id, version, now, isRule(actor), edited.all(), edited.changedUser());
            history.insert(lines);
            listener.changed(new TicketChange(Event.EDITED, before, edited.after(), null, actor, now, hops));
            return edited.after();
        });
    }

    /**
     * Changes a ticket as somebody wants it who saw an earlier version of it. What others changed since, and this one left as it was then,
     * stays; where both changed one field to different values nothing is kept, and the outcome says what it is now.
     *
     * @param seen the version that {@code wanted} was made from; it may name fields that are to stay as they were then
     * @throws NoSuchTicket when there is none of that id
     * @throws FieldsRefused with everything that is wrong with {@code wanted}
     */
    public EditOutcome editSeen(long id, int seen, TicketEdit wanted, Actor actor) {
        return store.write(id, () -> {
            var now = toChange(id);
            var since = new Meanwhile(history.ofVersions(id, seen + 1, now.version()));
            var conflicts = since.conflicts(wanted);
            var rest = since.without(wanted);
            return conflicts.isEmpty()
                    ? new EditOutcome.Kept(edit(id, rest, actor))
                    : new EditOutcome.Overtaken(now, conflicts, rest);
        });
    }

    /**
     * What an edit comes to.
     *
     * @param changed what history tells
     * @param all     and what follows from it, and from any write
     */
    private record Edited(
            Map<TicketField, Optional<Object>> changed,
            Map<Long, Optional<String>> changedUser,
            Map<TicketField, Optional<Object>> all,
            Ticket after) {}

    /** Null when it changes nothing. */
    private @Nullable Edited edited(Ticket before, TicketEdit wanted, Actor actor, Instant now) {
        var checked = check.check(wanted, before);
        var changed = changedFields(before, checked.fields());
        var changedUser = changedUserFields(before, checked.userFields());
        if (changed.isEmpty() && changedUser.isEmpty()) {
            return null;
        }
        changed.putAll(dueDates.after(before, changed, now));
        var all = new EnumMap<>(changed);
        all.putAll(completion(before, changed, actor, now));
        all.putAll(touched(actor, now));
        return new Edited(changed, changedUser, all, after(before, before.version() + 1, all, changedUser));
    }

    /**
     * Adds a note.
     *
     * @throws NoSuchTicket when there is no such ticket
     * @throws FieldsRefused when the note is empty or too long
     */
    public Note addNote(long ticketId, NoteDraft draft, Actor actor) {
        return addNote(ticketId, draft, actor, 0);
    }

    public Note addNote(long ticketId, NoteDraft draft, Actor actor, int hops) {
        var checked = NoteCheck.check(draft);
        return store.write(ticketId, () -> {
            var before = toChange(ticketId);
            var now = now();
            int version = before.version() + 1;
            var touched = touched(actor, now);
            table.update(ticketId, version, now, isRule(actor), touched, Map.of());
            var note = notes.insert(ticketId, checked, actor, now);
            history.insert(
                    List.of(new HistoryLine(ticketId, version, 0, now, actor, HistoryLine.NOTE, null, note.title())));
            listener.changed(new TicketChange(
                    Event.NOTE_ADDED, before, after(before, version, touched, Map.of()), note, actor, now, hops));
            return note;
        });
    }

    /**
     * The ticket as it would stand after such an edit, of which nothing is kept and nobody is told.
     *
     * @param before as it stood at some time
     * @param now    the moment of the edit, at that time
     * @throws FieldsRefused with everything that is wrong with {@code wanted}
     */
    public Ticket foreseen(Ticket before, TicketEdit wanted, Actor actor, Instant now) {
        var edited = edited(before, wanted, actor, now);
        return edited == null ? before : edited.after();
    }

    /** @throws FieldsRefused with everything that is wrong with a ticket that is to be created */
    public void refuseWrong(TicketEdit wanted) {
        check.check(withDefaults(wanted, now()), null);
    }

    /** @throws FieldsRefused when the note is empty or too long */
    public static void refuseWrong(NoteDraft draft) {
        NoteCheck.check(draft);
    }

    /**
     * Adds a file.
     *
     * @throws NoSuchTicket when there is no such ticket
     * @throws FieldsRefused when it has no name, is empty or too large
     */
    public Attachment addAttachment(long ticketId, AttachmentDraft draft, byte[] content, Actor actor) {
        var checked = AttachmentCheck.check(draft, content);
        return store.write(ticketId, () -> {
            var before = toChange(ticketId);
            var now = now();
            int version = before.version() + 1;
            var touched = touched(actor, now);
            table.update(ticketId, version, now, isRule(actor), touched, Map.of());
            var attachment = attachments.insert(ticketId, checked, content, actor, now);
            history.insert(List.of(new HistoryLine(
                    ticketId, version, 0, now, actor, HistoryLine.ATTACHMENT, null, attachment.fileName())));
            listener.changed(new TicketChange(
                    Event.ATTACHMENT_ADDED, before, after(before, version, touched, Map.of()), null, actor, now, 0));
            return attachment;
        });
    }

    private Ticket toChange(long id) {
        return findToChange(id).orElseThrow(() -> new NoSuchTicket(id));
    }

    private TicketEdit withDefaults(TicketEdit wanted, Instant now) {
        var all = TicketEdit.with();
        for (var field : userFields.active()) {
            if (field.defaultValue() != null) {
                all.setUser(field.name(), field.defaultValue());
            }
        }
        picklists.defaultOf(PicklistName.STATUS).ifPresent(v -> all.set(TicketField.STATUS, v.number()));
        picklists.defaultOf(PicklistName.PRIORITY).ifPresent(v -> all.set(TicketField.PRIORITY, v.number()));
        all.set(TicketField.DUE_DATE_TIME, now.plus(DEFAULT_DUE));
        levels.byDefault().ifPresent(level -> all.set(TicketField.SERVICE_LEVEL_AGREEMENT_ID, level.id()));
        // Null on create means "not given": whole models with nulls come in.
        wanted.fields()
                .forEach((field, value) -> value.ifPresent(v -> {
                    if (!(field.isRequired() && v instanceof String s && FieldValues.isNoValue(s))) {
                        all.set(field, v);
                    }
                }));
        wanted.userFields().forEach((name, value) -> all.setUser(name, value.orElse(null)));
        // What is still missing is told together with all else that is wrong.
        for (var field : TicketField.values()) {
            if (field.isRequired() && !all.names(field)) {
                all.set(field, null);
            }
        }
        return all.build();
    }

    private static EnumMap<TicketField, Optional<Object>> changedFields(
            Ticket before, Map<TicketField, Optional<Object>> wanted) {
        var changed = new EnumMap<TicketField, Optional<Object>>(TicketField.class);
        wanted.forEach((field, value) -> {
            if (!Objects.equals(before.value(field), value.orElse(null))) {
                changed.put(field, value);
            }
        });
        return changed;
    }

    private static Map<Long, Optional<String>> changedUserFields(Ticket before, Map<Long, Optional<String>> wanted) {
        var changed = new HashMap<Long, Optional<String>>();
        wanted.forEach((field, value) -> {
            if (!Objects.equals(before.userValue(field), value.orElse(null))) {
                changed.put(field, value);
            }
        });
        return changed;
    }

    /** Becoming Complete sets the completed date, leaving Complete clears it. */
    static Map<TicketField, Optional<Object>> completion(
            Ticket before, Map<TicketField, Optional<Object>> changed, Actor actor, Instant now) {
        var status = changed.get(TicketField.STATUS);
        if (status == null) {
            return Map.of();
        }
        boolean complete = status.filter(s -> s.equals(Status.COMPLETE)).isPresent();
        if (complete == before.isComplete()) {
            return Map.of();
        }
        return completed(complete, actor, now);
    }

    static Map<TicketField, Optional<Object>> completed(boolean complete, Actor actor, Instant now) {
        var by = actor.personId();
        return Map.of(
                TicketField.COMPLETED_DATE,
                complete ? Optional.of(now) : Optional.empty(),
                TicketField.COMPLETED_BY_RESOURCE_ID,
                complete && by != null ? Optional.of(by) : Optional.empty());
    }

    /** Any write touches these. */
    static Map<TicketField, Optional<Object>> touched(Actor actor, Instant now) {
        var touched = new EnumMap<TicketField, Optional<Object>>(TicketField.class);
        touched.put(TicketField.LAST_ACTIVITY_DATE, Optional.of(now));
        touched.put(TicketField.LAST_TRACKED_MODIFICATION_DATE_TIME, Optional.of(now));
        touched.put(TicketField.LAST_ACTIVITY_PERSON_TYPE, Optional.of(personType(actor)));
        touched.put(TicketField.LAST_ACTIVITY_RESOURCE_ID, Optional.ofNullable(actor.personId()));
        return touched;
    }

    /** The API's numbers: 1 a person of the desk (and the desk's own machinery), 2 a contact. */
    private static long personType(Actor actor) {
        return actor.kind() == Actor.Kind.CONTACT ? 2 : 1;
    }

    static Ticket after(
            Ticket before,
            int version,
            Map<TicketField, Optional<Object>> changed,
            Map<Long, Optional<String>> changedUser) {
        var fields = new EnumMap<TicketField, Object>(TicketField.class);
        fields.putAll(before.fields());
        changed.forEach((field, value) -> value.ifPresentOrElse(v -> fields.put(field, v), () -> fields.remove(field)));
        var user = new HashMap<>(before.userFields());
        changedUser.forEach((field, value) -> value.ifPresentOrElse(v -> user.put(field, v), () -> user.remove(field)));
        return new Ticket(before.id(), version, fields, user);
    }

    static boolean isRule(Actor actor) {
        return actor.kind() == Actor.Kind.RULE;
    }

    private static @Nullable String shown(@Nullable Object value) {
        return value == null ? null : FieldValues.shown(value);
    }

    /** To the millisecond, as the store keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
