package dev.roundtrip.ticket;

import static dev.roundtrip.field.FieldSpec.number;

import dev.roundtrip.field.FieldSpec;
import dev.roundtrip.field.PicklistValue;

/** Who may read a note or a file: the API's numbers. */
final class Publish {
    static final FieldSpec SPEC = number().asRequired()
            .picks(
                    PicklistValue.fixed(1, "Everybody", true),
                    PicklistValue.fixed(2, "Internal", false),
                    PicklistValue.fixed(4, "Internal and Co-Managed", false));

    private Publish() {}
}
