package dev.roundtrip.people;

import static dev.roundtrip.field.FieldSpec.flag;
import static dev.roundtrip.field.FieldSpec.number;
import static dev.roundtrip.field.FieldSpec.text;

import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.FieldSpec;

/** Every field of a person, the API's resource, under the name that clients of the REST API know. None is written by them. */
public enum PersonField implements EntityField {
    ID("id", "p.id", number()),
    EMAIL("email", "p.email", text().atMost(254)),
    // A person has one name here. What stands before its last blank is the first one, of which rtrim leaves that blank:
    // it takes away
    // what is in the name and no blank.
    FIRST_NAME("firstName", "nullif(trim(" + Name.BEFORE_THE_LAST + "), '')", text().atMost(200)),
    ACTIVE("isActive", "p.active", flag()),
    LAST_NAME("lastName", "substr(trim(p.name), length(" + Name.BEFORE_THE_LAST + ") + 1)", text().atMost(200)),
    RESOURCE_TYPE("resourceType", "cast('Employee' as text)", text().atMost(50)),
    USER_NAME("userName", "p.login", text().atMost(200));

    private static final class Name {
        static final String BEFORE_THE_LAST = "rtrim(trim(p.name), replace(p.name, ' ', ''))";
    }

    private final String apiName;
    private final String expression;
    private final FieldSpec spec;

    PersonField(String apiName, String expression, FieldSpec spec) {
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
