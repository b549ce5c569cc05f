package dev.roundtrip.ticket;

import static dev.roundtrip.field.FieldSpec.number;
import static dev.roundtrip.field.FieldSpec.text;
import static dev.roundtrip.field.FieldSpec.time;

import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.FieldSpec;

/** Every field of a line of history, under the name that clients of the REST API know. */
public enum HistoryField implements EntityField {
    // A line has no number of its own: ticket, version and line are its key, and here one number in the same order.
    ID(
            "id",
            "(h.ticket_id * " + HistoryLine.IDS_OF_A_TICKET + " + h.version * " + HistoryLine.IDS_OF_A_VERSION
                    + " + h.line)",
            number().asReadOnly()),
    ACTION("action", "h.field", text().atMost(200).asReadOnly().notQueryable()),
    DATE("date", "h.at", time().asReadOnly()),
    DETAIL("detail", "h.new_value", text().asReadOnly().notQueryable()),
    RESOURCE_ID(
            "resourceID",
            "(case when h.actor_kind = 'person' then h.actor_id end)",
            number().asReadOnly().pointsAt("Resource")),
    TICKET_ID("ticketID", "h.ticket_id", number().asReadOnly().pointsAt("Ticket"));

    private final String apiName;
    private final String expression;
    private final FieldSpec spec;

    HistoryField(String apiName, String expression, FieldSpec spec) {
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
