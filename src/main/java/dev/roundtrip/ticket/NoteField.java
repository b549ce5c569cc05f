package dev.roundtrip.ticket;

import static dev.roundtrip.field.FieldSpec.number;
import static dev.roundtrip.field.FieldSpec.text;
import static dev.roundtrip.field.FieldSpec.time;

import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.FieldSpec;
import dev.roundtrip.field.PicklistValue;

/** Every field of a note, under the name that clients of the REST API know. */
public enum NoteField implements EntityField {
    ID("id", "n.id", number().asReadOnly()),
    CREATE_DATE_TIME("createDateTime", "n.created_at", time().asReadOnly()),
    CREATED_BY_CONTACT_ID(
            "createdByContactID",
            "(case when n.creator_kind = 'contact' then n.creator_id end)",
            number().asReadOnly().pointsAt("Contact")),
    CREATOR_RESOURCE_ID(
            "creatorResourceID",
            "(case when n.creator_kind = 'person' then n.creator_id end)",
            number().asReadOnly().pointsAt("Resource")),
    DESCRIPTION("description", "n.description", text()),
    // A note is never edited, so its last activity is its beginning.
    LAST_ACTIVITY_DATE("lastActivityDate", "n.created_at", time().asReadOnly()),
    NOTE_TYPE(
            "noteType",
            "n.note_type",
            number().asRequired()
                    .picks(
                            PicklistValue.fixed(1, "Task Summary", true),
                            PicklistValue.fixed(2, "Task Detail", false),
                            PicklistValue.fixed(3, "Task Notes", false))),
    PUBLISH("publish", "n.publish", Publish.SPEC),
    TICKET_ID("ticketID", "n.ticket_id", number().asRequired().pointsAt("Ticket")),
    TITLE("title", "n.title", text().atMost(250).asRequired());

    private final String apiName;
    private final String expression;
    private final FieldSpec spec;

    NoteField(String apiName, String expression, FieldSpec spec) {
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
