package dev.roundtrip.ticket;

import static dev.roundtrip.field.FieldSpec.number;
import static dev.roundtrip.field.FieldSpec.text;
import static dev.roundtrip.field.FieldSpec.time;

import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.FieldSpec;

/** Every field of an attachment, under the name that clients of the REST API know. What is in the file is none: nothing is searched by it. */
public enum AttachmentField implements EntityField {
    ID("id", "a.id", number().asReadOnly()),
    ATTACH_DATE("attachDate", "a.created_at", time().asReadOnly()),
    ATTACHED_BY_CONTACT_ID(
            "attachedByContactID",
            "(case when a.creator_kind = 'contact' then a.creator_id end)",
            number().asReadOnly().pointsAt("Contact")),
    ATTACHED_BY_RESOURCE_ID(
            "attachedByResourceID",
            "(case when a.creator_kind = 'person' then a.creator_id end)",
            number().asReadOnly().pointsAt("Resource")),
    // Files are all there is; the original knows links as well.
    ATTACHMENT_TYPE(
            "attachmentType",
            "cast('FILE_ATTACHMENT' as text)",
            text().atMost(255).asRequired()),
    CONTENT_TYPE("contentType", "a.content_type", text().atMost(255)),
    CREATOR_TYPE("creatorType", "(case when a.creator_kind = 'contact' then 2 else 1 end)", number().asReadOnly()),
    FILE_SIZE("fileSize", "a.size", number().asReadOnly()),
    FULL_PATH("fullPath", "a.file_name", text().atMost(255).asRequired()),
    PARENT_ID("parentID", "a.ticket_id", number().pointsAt("Ticket")),
    PUBLISH("publish", "a.publish", Publish.SPEC),
    // The same as parentID: some clients know the one, some the other.
    TICKET_ID("ticketID", "a.ticket_id", number().pointsAt("Ticket")),
    TITLE("title", "a.title", text().atMost(255).asRequired());

    /** Its only {@link #ATTACHMENT_TYPE}. */
    public static final String FILE = "FILE_ATTACHMENT";

    private final String apiName;
    private final String expression;
    private final FieldSpec spec;

    AttachmentField(String apiName, String expression, FieldSpec spec) {
        this.apiName = apiName;
        this.expression = expression;
        this.spec = spec;
    }

    @Override
    public String apiName() {
        return apiName;
    }

    @Override
    public String expression() {
        return expression;
    }

    @Override
    public FieldSpec spec() {
        return spec;
    }
}
