package dev.roundtrip.ticket;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every field of an attachment, under the name that clients of the REST API know. What is in the file is none: nothing is searched by it. */
public enum AttachmentField implements EntityField {
    ID("id", FieldType.NUMBER, "a.id", true, null),
    ATTACH_DATE("attachDate", FieldType.TIME, "a.created_at", true, null),
    ATTACHED_BY_CONTACT_ID(
            "attachedByContactID",
            FieldType.NUMBER,
            "(case when a.creator_kind = 'contact' then a.creator_id end)",
            true,
            "Contact"),
    ATTACHED_BY_RESOURCE_ID(
            "attachedByResourceID",
            FieldType.NUMBER,
            "(case when a.creator_kind = 'person' then a.creator_id end)",
            true,
            "Resource"),
    // Files are all there is; the original knows links as well.
    ATTACHMENT_TYPE("attachmentType", FieldType.TEXT, "cast('FILE_ATTACHMENT' as text)", false, null),
    CONTENT_TYPE("contentType", FieldType.TEXT, "a.content_type", false, null),
    CREATOR_TYPE(
            "creatorType", FieldType.NUMBER, "(case when a.creator_kind = 'contact' then 2 else 1 end)", true, null),
    FILE_SIZE("fileSize", FieldType.NUMBER, "a.size", true, null),
    FULL_PATH("fullPath", FieldType.TEXT, "a.file_name", false, null),
    PARENT_ID("parentID", FieldType.NUMBER, "a.ticket_id", false, "Ticket"),
    PUBLISH("publish", FieldType.NUMBER, "a.publish", false, null),
    // The same as parentID: some clients know the one, some the other.
    TICKET_ID("ticketID", FieldType.NUMBER, "a.ticket_id", false, "Ticket"),
    TITLE("title", FieldType.TEXT, "a.title", false, null);

    /** Its only {@link #ATTACHMENT_TYPE}. */
    public static final String FILE = "FILE_ATTACHMENT";

    /** Most characters of its texts. */
    public static final int LONGEST_TEXT = 255;

    private final String apiName;
    private final FieldType type;
    private final String expression;
    private final boolean readOnly;
    private final @Nullable String reference;

    AttachmentField(String apiName, FieldType type, String expression, boolean readOnly, @Nullable String reference) {
        this.apiName = apiName;
        this.type = type;
        this.expression = expression;
        this.readOnly = readOnly;
        this.reference = reference;
    }

    @Override
    public String apiName() {
        return apiName;
    }

    @Override
    public FieldType type() {
        return type;
    }

    @Override
    public boolean isReadOnly() {
        return readOnly;
    }

    @Override
    public boolean isRequired() {
        return this == FULL_PATH || this == TITLE || this == PUBLISH || this == ATTACHMENT_TYPE;
    }

    @Override
    public boolean isQueryable() {
        return true;
    }

    @Override
    public int length() {
        return type == FieldType.TEXT ? LONGEST_TEXT : 0;
    }

    @Override
    public Optional<String> reference() {
        return Optional.ofNullable(reference);
    }

    @Override
    public String expression() {
        return expression;
    }
}
