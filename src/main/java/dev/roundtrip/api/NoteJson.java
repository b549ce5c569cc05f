package dev.roundtrip.api;

import dev.roundtrip.field.FieldValues;
import dev.roundtrip.people.Actor;
import dev.roundtrip.ticket.Note;
import dev.roundtrip.ticket.NoteDraft;
import dev.roundtrip.ticket.NoteField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notes as JSON. */
final class NoteJson {
    /** What the API's notes have besides, and ours do not: kept in answers, passed over in requests. */
    static final List<String> NOT_OURS = List.of("impersonatorCreatorResourceID", "impersonatorUpdaterResourceID");

    private NoteJson() {}

    /** @throws ApiProblem naming unknown members and values of a wrong type */
    static NoteDraft draft(Members body, long ticketId) {
        var problems = new ArrayList<String>();
        for (var member : body.all()) {
            if (Entities.NOTE.field(member.getKey()).isEmpty() && !isPassedOver(member.getKey())) {
                problems.add(Entities.NOTE.unknown(member.getKey()));
            }
        }
        if (!problems.isEmpty()) {
            throw ApiProblem.badInput(problems);
        }
        var ticket = body.number("ticketID").filter(id -> id != 0);
        if (ticket.isPresent() && ticket.get() != ticketId) {
            throw ApiProblem.badInput(
                    "ticketID: %d in the body, and %d in the address".formatted(ticket.get(), ticketId));
        }
        return new NoteDraft(
                text(body, NoteField.TITLE),
                text(body, NoteField.DESCRIPTION),
                body.number("noteType").orElse(Note.DEFAULT_TYPE),
                body.number("publish").orElse(Note.PUBLISH_ALL));
    }

    private static String text(Members body, NoteField field) {
        return body.value(field.apiName())
                .map(value -> String.valueOf(Members.scalar(field.apiName(), value)))
                .orElse("");
    }

    private static boolean isPassedOver(String name) {
        return NOT_OURS.stream().anyMatch(name::equalsIgnoreCase) || name.equalsIgnoreCase("soapParentPropertyId");
    }

    static Map<String, @Nullable Object> item(Note note, IncludedFields included) {
        var item = new LinkedHashMap<String, @Nullable Object>();
        for (var field : NoteField.values()) {
            if (included.has(field)) {
                item.put(field.apiName(), value(note, field));
            }
        }
        if (included.fields().isEmpty()) {
            NOT_OURS.forEach(name -> item.put(name, null));
        }
        return item;
    }

    private static @Nullable Object value(Note note, NoteField field) {
        return switch (field) {
            case ID -> note.id();
            case TICKET_ID -> note.ticketId();
            case TITLE -> note.title();
            case DESCRIPTION -> note.text();
            case NOTE_TYPE -> note.noteType();
            case PUBLISH -> note.publish();
            case CREATE_DATE_TIME, LAST_ACTIVITY_DATE -> FieldValues.shown(note.createdAt());
            case CREATOR_RESOURCE_ID -> note.creator().personId();
            case CREATED_BY_CONTACT_ID ->
                note.creator().kind() == Actor.Kind.CONTACT ? note.creator().id() : null;
        };
    }
}
