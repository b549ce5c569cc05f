package dev.roundtrip.api;

import dev.roundtrip.field.FieldValues;
import dev.roundtrip.people.Actor;
import dev.roundtrip.ticket.Attachment;
import dev.roundtrip.ticket.AttachmentDraft;
import dev.roundtrip.ticket.AttachmentField;
import dev.roundtrip.ticket.Note;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attachments as JSON. */
final class AttachmentJson {
    static final String DATA = "data";

    /** What the API's attachments have besides, and ours do not: kept in answers, passed over in requests. */
    static final List<String> NOT_OURS = List.of(
            "impersonatorCreatorResourceID", "opportunityID", "parentAttachmentID", "ticketNoteID", "timeEntryID");

    /** What clients' models send along. */
    private static final List<String> PASSED_OVER = List.of("parentType", "isTaskAttachment", "soapParentPropertyId");

    private AttachmentJson() {}

    /** @throws ApiProblem naming unknown members and values of a wrong type */
    static AttachmentDraft draft(Members body, long ticketId) {
        var problems = new ArrayList<String>();
        for (var member : body.all()) {
            var name = member.getKey();
            if (Entities.ATTACHMENT.field(name).isEmpty() && !isBesides(name)) {
                problems.add(Entities.ATTACHMENT.unknown(name));
            }
        }
        var type = text(body, AttachmentField.ATTACHMENT_TYPE);
        if (!type.isBlank() && !type.strip().equalsIgnoreCase(AttachmentField.FILE)) {
            problems.add("attachmentType: \"%s\" cannot be kept here; use %s"
                    .formatted(Characters.shortened(type, 60), AttachmentField.FILE));
        }
        for (var field : List.of(AttachmentField.PARENT_ID, AttachmentField.TICKET_ID)) {
            body.number(field.apiName())
                    .filter(id -> id != 0 && id != ticketId)
                    .ifPresent(id -> problems.add(
                            "%s: %d in the body, and %d in the address".formatted(field.apiName(), id, ticketId)));
        }
        if (!problems.isEmpty()) {
            throw ApiProblem.badInput(problems);
        }
        return new AttachmentDraft(
                text(body, AttachmentField.FULL_PATH),
                text(body, AttachmentField.CONTENT_TYPE),
                text(body, AttachmentField.TITLE),
                body.number(AttachmentField.PUBLISH.apiName()).orElse(Note.PUBLISH_ALL));
    }

    private static boolean isBesides(String name) {
        return name.equalsIgnoreCase(DATA)
                || NOT_OURS.stream().anyMatch(name::equalsIgnoreCase)
                || PASSED_OVER.stream().anyMatch(name::equalsIgnoreCase);
    }

    private static String text(Members body, AttachmentField field) {
        return body.value(field.apiName())
                .map(value -> String.valueOf(Members.scalar(field.apiName(), value)))
                .orElse("");
    }

    /**
     * The file itself. Lines of base64 may be broken, and its padding left out.
     *
     * @throws ApiProblem naming what is no base64
     */
    static byte[] content(Members body) {
        var given = body.text(DATA).orElse("");
        if (given.isBlank()) {
            throw ApiProblem.badInput("data: the file's content is needed, in base64");
        }
        for (int i = 0; i < given.length(); i++) {
            if (!isOfBase64(given.charAt(i))) {
                throw ApiProblem.badInput(
                        "data: \"%s\" at position %,d does not occur in base64, which the file's content has to be in"
                                .formatted(given.charAt(i), i));
            }
        }
        try {
            return Base64.getDecoder().decode(given.replaceAll("\\s+", ""));
        } catch (IllegalArgumentException e) {
            throw ApiProblem.badInput(
                    "data: %,d characters that are no whole base64; a part of it is missing, or ends too early"
                            .formatted(given.length()));
        }
    }

    private static boolean isOfBase64(char c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/'
                || c == '='
                || " \t\r\n".indexOf(c) >= 0;
    }

    /** All but the file itself. */
    static Map<String, @Nullable Object> item(Attachment attachment, IncludedFields included) {
        var item = new LinkedHashMap<String, @Nullable Object>();
        for (var field : AttachmentField.values()) {
            if (included.has(field)) {
                item.put(field.apiName(), value(attachment, field));
            }
        }
        if (included.fields().isEmpty()) {
            NOT_OURS.forEach(name -> item.put(name, null));
        }
        return item;
    }

    static Map<String, @Nullable Object> whole(Attachment attachment, byte[] content) {
        var item = item(attachment, IncludedFields.ALL);
        item.put(DATA, Base64.getEncoder().encodeToString(content));
        return item;
    }

    private static @Nullable Object value(Attachment attachment, AttachmentField field) {
        var creator = attachment.creator();
        boolean byContact = creator.kind() == Actor.Kind.CONTACT;
        return switch (field) {
            case ID -> attachment.id();
            case ATTACH_DATE -> FieldValues.shown(attachment.createdAt());
            case ATTACHED_BY_CONTACT_ID -> byContact ? creator.id() : null;
            case ATTACHED_BY_RESOURCE_ID -> creator.personId();
            case ATTACHMENT_TYPE -> AttachmentField.FILE;
            case CONTENT_TYPE -> attachment.contentType();
            case CREATOR_TYPE -> byContact ? 2 : 1;
            case FILE_SIZE -> attachment.size();
            case FULL_PATH -> attachment.fileName();
            case PARENT_ID, TICKET_ID -> attachment.ticketId();
            case PUBLISH -> attachment.publish();
            case TITLE -> attachment.title();
        };
    }
}
