package dev.roundtrip.web;

import dev.roundtrip.people.Actor;
import dev.roundtrip.ticket.HistoryKind;
import dev.roundtrip.ticket.HistoryLine;
import dev.roundtrip.ticket.Note;
import dev.roundtrip.ticket.TicketField;
import dev.roundtrip.ticket.Tickets;
import dev.roundtrip.web.TicketEvent.Altered;
import dev.roundtrip.web.TicketEvent.NoteText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells a ticket's history in words, the newest change first. */
@Component
final class TicketEvents {
    /** Most characters that are shown of a value: a description may be long before and after. */
    private static final int SHOWN = 200;

    private final Tickets tickets;
    private final TicketNames names;

    TicketEvents(Tickets tickets, TicketNames names) {
        this.tickets = tickets;
        this.names = names;
    }

    /** @param older the version below which the next page begins; null at the end */
    record Page(List<TicketEvent> events, @Nullable Integer older) {}

    /** @param before only of versions below that */
    Page page(long ticketId, int before, HistoryKind kind, int most, Words words) {
        var versions = new LinkedHashMap<Integer, List<HistoryLine>>();
        tickets.historyBefore(ticketId, before, kind, most + 1)
                .forEach(line -> versions.computeIfAbsent(line.version(), v -> new ArrayList<>())
                        .add(line));
        var shown = versions.values().stream().limit(most).toList();
        var notes = notes(ticketId, shown);
        // The oldest first, as the notes come.
        var events = shown.reversed().stream()
                .map(lines -> event(lines, notes, words))
                .toList()
                .reversed();
        return new Page(
                events, versions.size() > most ? shown.getLast().getFirst().version() : null);
    }

    private Queue<Note> notes(long ticketId, List<List<HistoryLine>> shown) {
        return shown.isEmpty()
                ? new ArrayDeque<>()
                : new ArrayDeque<>(tickets.notesOf(
                        ticketId,
                        shown.getLast().getFirst().version(),
                        shown.getFirst().getFirst().version()));
    }

    private TicketEvent event(List<HistoryLine> lines, Queue<Note> notes, Words words) {
        var first = lines.getFirst();
        var by = TicketNames.actor(first.actor(), words);
        var at = Moment.of(first.at(), words);
        return switch (first.field()) {
            case HistoryLine.CREATED ->
                new TicketEvent(
                        "", icon(first.actor(), "ticket"), words.say("ticket.event.created"), List.of(), null, by, at);
            case HistoryLine.ATTACHMENT ->
                new TicketEvent(
                        "",
                        "download",
                        words.say("ticket.event.attachment", String.valueOf(first.newValue())),
                        List.of(),
                        null,
                        by,
                        at);
            case HistoryLine.NOTE -> {
                var note = notes.poll();
                yield new TicketEvent("send", "note", null, List.of(), note == null ? null : text(note, words), by, at);
            }
            default ->
                new TicketEvent(
                        "",
                        icon(first.actor(), "edit"),
                        null,
                        told(lines).map(line -> altered(line, words)).toList(),
                        null,
                        by,
                        at);
        };
    }

    /** The lines of an edit in the order in which people tell them: the status first, and last what the desk itself added to it. */
    static Stream<HistoryLine> told(List<HistoryLine> lines) {
        return lines.stream().sorted(Comparator.comparingInt(TicketEvents::place));
    }

    private static int place(HistoryLine line) {
        return line.field().equals(TicketField.STATUS.apiName()) ? 0 : isByTheDesk(line) ? 2 : 1;
    }

    /** Whether nobody asked for it: it followed from the rest. */
    static boolean isByTheDesk(HistoryLine line) {
        return TicketField.named(line.field()).filter(TicketField::isReadOnly).isPresent();
    }

    private static String icon(Actor actor, String otherwise) {
        return switch (actor.kind()) {
            case RULE -> "flow";
            case API_USER, TOKEN -> "server";
            case PERSON, CONTACT, DESK -> otherwise;
        };
    }

    private static NoteText text(Note note, Words words) {
        return new NoteText(
                note.title(),
                note.text(),
                words.say(note.publish() == Note.PUBLISH_ALL ? "note.everybody" : "note.internal"));
    }

    /** What one line says, with labels and names for numbers. */
    Altered altered(HistoryLine line, Words words) {
        if (line.field().startsWith(HistoryLine.USER_FIELD)) {
            return new Altered(
                    line.field().substring(HistoryLine.USER_FIELD.length()),
                    shortened(line.oldValue()),
                    shortened(line.newValue()));
        }
        return TicketField.named(line.field())
                .map(field -> new Altered(
                        TicketNames.field(field, words),
                        written(field, line.oldValue(), words),
                        written(field, line.newValue(), words)))
                .orElseGet(() -> new Altered(line.field(), shortened(line.oldValue()), shortened(line.newValue())));
    }

    private @Nullable String written(TicketField field, @Nullable String value, Words words) {
        return value == null ? null : shortened(names.written(field, value, words));
    }

    private static @Nullable String shortened(@Nullable String value) {
        return value == null || value.codePointCount(0, value.length()) <= SHOWN
                ? value
                : value.substring(0, value.offsetByCodePoints(0, SHOWN)) + "…";
    }
}
