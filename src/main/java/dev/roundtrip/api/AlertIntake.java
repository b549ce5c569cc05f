package dev.roundtrip.api;

import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.FieldsRefused;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.field.UserField;
import dev.roundtrip.people.Actor;
import dev.roundtrip.store.Store;
import dev.roundtrip.store.StoreUnavailable;
import dev.roundtrip.ticket.NoteDraft;
import dev.roundtrip.ticket.Status;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import dev.roundtrip.ticket.Tickets;
import dev.roundtrip.ticket.UserFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes tickets of alerts: one for each fingerprint, whose field holds it.
 *
 * <p>An alert that fires again while its ticket is open brings title and description up to date, when it says something else
 * than last time (a person's own edits stay), and leaves the status alone. When it had ended in between, a note tells. Fired again
 * after its ticket is complete, it gets a new ticket: the work that was done was not enough. An open ticket that somebody else made
 * for it is taken as it is, and a note on it says what the alert says. Its end becomes a note, once, or completes the ticket. The end
 * of an alert without a ticket does nothing.
 *
 * <p>A label whose name is that of a user-defined field fills it, for callouts that have to send it back.
 */
final class AlertIntake {
    static final long QUEUE = 8;
    static final long SOURCE = 8;

    private static final Map<String, Long> PRIORITIES = Map.of("critical", 4L, "warning", 2L);
    private static final Logger log = LoggerFactory.getLogger(AlertIntake.class);

    private final Store store;
    private final Tickets tickets;
    private final UserFields userFields;
    private final Picklists picklists;
    private final AlertTable table;

    AlertIntake(Store store, Tickets tickets, UserFields userFields, Picklists picklists) {
        this.store = store;
        this.tickets = tickets;
        this.userFields = userFields;
        this.picklists = picklists;
        this.table = new AlertTable(store);
    }

    /**
     * What the sender's address says.
     *
     * @param field holds the fingerprint
     * @param completes whether an end completes the ticket, instead of adding a note
     */
    record Way(UserField field, long companyId, boolean completes, Caller caller) {}

    /** What became of one alert. */
    sealed interface Outcome {
        /** @param what {@code created}, {@code updated}, {@code unchanged}, {@code resolved} */
        record Kept(String fingerprint, long ticketId, String ticketNumber, String what) implements Outcome {}

        /** The end of an alert that has no ticket. */
        record Nothing() implements Outcome {}

        /** @param passing whether sending it again may help */
        record Lost(String fingerprint, String why, boolean passing) implements Outcome {}
    }

    /**
     * Keeps what it can, all in one commit; a single alert that cannot be kept takes none of the others with it.
     *
     * @throws StoreUnavailable when nothing can be kept
     */
    List<Outcome> take(List<Alert> alerts, Way way) {
        // In one order, so that two nodes with the same alerts do not wait for each other crosswise.
        var ordered =
                alerts.stream().sorted(Comparator.comparing(Alert::fingerprint)).toList();
        try {
            return store.write(
                    () -> ordered.stream().map(alert -> apart(alert, way)).toList());
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            log.warn("alerts could not be kept together, now one by one", e);
            var outcomes = new ArrayList<Outcome>();
            ordered.forEach(alert -> outcomes.add(alone(alert, way)));
            return outcomes;
        }
    }

    private Outcome apart(Alert alert, Way way) {
        try {
            return store.write(() -> one(alert, way));
        } catch (FieldsRefused e) {
            return refused(alert, e);
        }
    }

    private Outcome alone(Alert alert, Way way) {
        try {
            return store.write(() -> one(alert, way));
        } catch (FieldsRefused e) {
            return refused(alert, e);
        } catch (RuntimeException e) {
            log.error("alert {} could not be kept", alert.fingerprint(), e);
            return new Outcome.Lost(
                    alert.fingerprint(), "something went wrong inside the desk; its log tells what", true);
        }
    }

    private static Outcome refused(Alert alert, FieldsRefused e) {
        log.warn("alert {} could not be kept: {}", alert.fingerprint(), e.getMessage());
        return new Outcome.Lost(alert.fingerprint(), String.valueOf(e.getMessage()), false);
    }

    private Outcome one(Alert alert, Way way) {
        var key = new AlertTable.Key(way.field().id(), way.companyId(), alert.fingerprint());
        return alert.firing() ? fires(alert, way, key) : ends(alert, way, key);
    }

    private Outcome fires(Alert alert, Way way, AlertTable.Key key) {
        var row = table.take(key);
        var text = AlertText.of(alert);
        var known = ticketOf(row, way).filter(ticket -> !ticket.isComplete()).or(() -> openBesides(way, alert));
        if (known.isEmpty()) {
            var made = created(alert, text, way);
            table.keep(key, new AlertTable.Row(made.id(), true, text.digest()));
            return kept(alert, made, "created");
        }
        var ticket = known.get();
        boolean ofRow = row.ticketId() != null && row.ticketId() == ticket.id();
        boolean news = !ofRow || !row.said().equals(text.digest());
        var after = tickets.edit(ticket.id(), update(alert, ticket, ofRow && news ? text : null, way), actor(way));
        if (!ofRow) {
            addNote(ticket, "Alert", text.description(), way);
        } else if (!row.firing()) {
            addNote(
                    ticket,
                    "Fires again",
                    alert.startsAt()
                            .map(time -> "The alert fires again since " + time + ".")
                            .orElse("The alert fires again."),
                    way);
        }
        if (news) {
            addRest(ticket, text, way);
        }
        table.keep(key, new AlertTable.Row(ticket.id(), true, text.digest()));
        return kept(alert, ticket, ofRow && after.version() == ticket.version() ? "unchanged" : "updated");
    }

    private Outcome ends(Alert alert, Way way, AlertTable.Key key) {
        if (!table.knows(key) && openBesides(way, alert).isEmpty()) {
            return new Outcome.Nothing();
        }
        var row = table.take(key);
        var known = row.ticketId() == null ? openBesides(way, alert) : ticketOf(row, way);
        if (known.isEmpty()) {
            return new Outcome.Nothing();
        }
        var ticket = known.get();
        if (row.ticketId() != null && !row.firing()) {
            // Said before: senders repeat themselves.
            return kept(alert, ticket, "unchanged");
        }
        if (way.completes() && !ticket.isComplete()) {
            tickets.edit(
                    ticket.id(),
                    TicketEdit.with().set(TicketField.STATUS, Status.COMPLETE).build(),
                    actor(way));
        } else {
            addNote(
                    ticket,
                    "Resolved",
                    alert.endsAt()
                            .map(time -> "The monitoring system reports the end of the alert at " + time + ".")
                            .orElse("The monitoring system reports the end of the alert."),
                    way);
        }
        table.keep(key, new AlertTable.Row(ticket.id(), false, row.said()));
        return kept(alert, ticket, "resolved");
    }

    private Optional<Ticket> ticketOf(AlertTable.Row row, Way way) {
        return Optional.ofNullable(row.ticketId())
                .flatMap(tickets::find)
                .filter(ticket -> way.caller().maySee(ticket.companyId()));
    }

    /** The newest open ticket that holds the fingerprint though no alert made it: somebody else created it, over the API perhaps. */
    private Optional<Ticket> openBesides(Way way, Alert alert) {
        return tickets.newestOpen(way.companyId(), way.field(), alert.fingerprint());
    }

    private Ticket created(Alert alert, AlertText text, Way way) {
        var edit = TicketEdit.with()
                .set(TicketField.TITLE, text.title())
                .set(TicketField.DESCRIPTION, text.description())
                .set(TicketField.COMPANY_ID, way.companyId());
        offered(PicklistName.QUEUE, QUEUE).ifPresent(queue -> edit.set(TicketField.QUEUE_ID, queue));
        offered(PicklistName.SOURCE, SOURCE).ifPresent(source -> edit.set(TicketField.SOURCE, source));
        alert.label("severity")
                .map(severity -> PRIORITIES.get(severity.strip().toLowerCase(Locale.ROOT)))
                .flatMap(priority -> offered(PicklistName.PRIORITY, priority))
                .ifPresent(priority -> edit.set(TicketField.PRIORITY, priority));
        fill(edit, alert, way, null);
        var ticket = tickets.create(edit.build(), actor(way));
        addRest(ticket, text, way);
        return ticket;
    }

    /** @param text null when title and description are to stay */
    private TicketEdit update(Alert alert, Ticket ticket, @Nullable AlertText text, Way way) {
        var edit = TicketEdit.with();
        if (text != null) {
            edit.set(TicketField.TITLE, text.title()).set(TicketField.DESCRIPTION, text.description());
        }
        fill(edit, alert, way, ticket);
        return edit.build();
    }

    private void addRest(Ticket ticket, AlertText text, Way way) {
        text.rest().forEach(part -> addNote(ticket, "… continued", part, way));
    }

    private void addNote(Ticket ticket, String title, String text, Way way) {
        tickets.addNote(ticket.id(), NoteDraft.internal(title, text), actor(way));
    }

    /** The fingerprint, and labels into the fields of their names that hold nothing yet. */
    private void fill(TicketEdit.Builder edit, Alert alert, Way way, @Nullable Ticket known) {
        alert.labels()
                .forEach((name, value) -> userFields
                        .named(name)
                        .filter(field -> field.active() && (known == null || known.userValue(field.id()) == null))
                        .ifPresent(field -> fitting(field, value).ifPresent(fits -> edit.setUser(field.name(), fits))));
        edit.setUser(way.field().name(), alert.fingerprint());
    }

    /** As much of a label as the field takes; a label that is no number or not in the list leaves its field empty. */
    private static Optional<String> fitting(UserField field, String value) {
        var cut = switch (field.type()) {
            case TEXT -> Characters.shortened(value, 1000);
            case MULTI_LINE_TEXT -> Characters.shortened(value, EntityField.LONG_TEXT_BYTES / 4);
            case NUMBER, DATE, LIST -> value;
        };
        try {
            return FieldValues.typed(field, Optional.of(cut));
        } catch (FieldValues.WrongValue e) {
            log.debug("label {} does not fit the field: {}", field.name(), e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Long> offered(PicklistName list, long number) {
        return picklists.value(list, number).filter(PicklistValue::active).map(PicklistValue::number);
    }

    private static Outcome kept(Alert alert, Ticket ticket, String what) {
        return new Outcome.Kept(alert.fingerprint(), ticket.id(), ticket.ticketNumber(), what);
    }

    private static Actor actor(Way way) {
        return way.caller().actor();
    }
}
