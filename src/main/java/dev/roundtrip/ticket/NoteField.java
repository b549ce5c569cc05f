package dev.roundtrip.ticket;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every field of a note, under the name that clients of the REST API know. */
public enum NoteField implements EntityField {
    ID("id", FieldType.NUMBER, "n.id", true, null),
    CREATE_DATE_TIME("createDateTime", FieldType.TIME, "n.created_at", true, null),
    CREATED_BY_CONTACT_ID(
            "createdByContactID",
            FieldType.NUMBER,
            "(case when n.creator_kind = 'contact' then n.creator_id end)",
            true,
            "Contact"),
    CREATOR_RESOURCE_ID(
            "creatorResourceID",
            FieldType.NUMBER,
            "(case when n.creator_kind = 'person' then n.creator_id end)",
            true,
            "Resource"),
    DESCRIPTION("description", FieldType.TEXT, "n.description", false, null),
    // A note is never edited, so its last activity is its beginning.
    LAST_ACTIVITY_DATE("lastActivityDate", FieldType.TIME, "n.created_at", true, null),
    NOTE_TYPE("noteType", FieldType.NUMBER, "n.note_type", false, null),
    PUBLISH("publish", FieldType.NUMBER, "n.publish", false, null),
    TICKET_ID("ticketID", FieldType.NUMBER, "n.ticket_id", false, "Ticket"),
    TITLE("title", FieldType.TEXT, "n.title", false, null);

    /** Most characters of a title. */
    public static final int TITLE_LENGTH = 250;

    private final String apiName;
    private final FieldType type;
    private final String expression;
    private final boolean readOnly;
    private final @Nullable String reference;

    NoteField(String apiName, FieldType type, String expression, boolean readOnly, @Nullable String reference) {
        this.apiName = apiName;
        this.type = type;
        this.expression = expression;
        this.readOnly = readOnly;
        this.reference = reference;
    }

    /** The field of that name, without case. */
    public static Optional<NoteField> named(String name) {
        return Arrays.stream(values())
                .filter(field -> field.apiName.equalsIgnoreCase(name.strip()))
                .findFirst();
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
        return this == TITLE || this == NOTE_TYPE || this == PUBLISH || this == TICKET_ID;
    }

    @Override
    public boolean isQueryable() {
        return true;
    }

    @Override
    public int length() {
        return this == TITLE ? TITLE_LENGTH : 0;
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
