package dev.roundtrip.ticket;

import static dev.roundtrip.field.FieldSpec.flag;
import static dev.roundtrip.field.FieldSpec.number;
import static dev.roundtrip.field.FieldSpec.text;

import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.FieldSpec;

/** Every field of a ticket category, under the name that clients of the REST API know. None is written by them. */
public enum CategoryField implements EntityField {
    ID("id", "g.number", number()),
    IS_ACTIVE("isActive", "g.active", flag()),
    IS_API_ONLY("isApiOnly", "false", flag()),
    IS_GLOBAL_DEFAULT("isGlobalDefault", "g.is_default", flag()),
    NAME("name", "g.label", text().atMost(100)),
    NICKNAME("nickname", "g.label", text().atMost(100));

    private final String apiName;
    private final String expression;
    private final FieldSpec spec;

    CategoryField(String apiName, String expression, FieldSpec spec) {
        this.apiName = apiName;
        this.expression = expression;
        this.spec = spec.asReadOnly();
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
