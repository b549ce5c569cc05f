package dev.roundtrip.api;

import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.UserField;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Which fields an answer carries.
 *
 * @param fields names as the API writes them; empty means all
 * @param userFields keys of user-defined fields; empty means all: they are always present
 */
record IncludedFields(Set<String> fields, Set<String> userFields) {
    static final IncludedFields ALL = new IncludedFields(Set.of(), Set.of());

    IncludedFields {
        fields = Set.copyOf(fields);
        userFields = Set.copyOf(userFields);
    }

    /** @throws ApiProblem naming what is no field */
    static IncludedFields of(JsonNode list, Entity entity, List<UserField> active) {
        if (!list.isArray()) {
            throw ApiProblem.badInput("includeFields: a list of field names is needed");
        }
        var fields = new HashSet<String>();
        var userFields = new HashSet<String>();
        for (var item : list) {
            var name = item.isString() ? item.stringValue().strip() : item.toString();
            var field = entity.field(name);
            if (field.isPresent()) {
                fields.add(field.get().apiName());
            } else if (active.stream().anyMatch(one -> one.key().equals(UserField.keyOf(name)))) {
                userFields.add(UserField.keyOf(name));
            } else if (!name.equalsIgnoreCase(TicketJson.USER_FIELDS)) {
                throw ApiProblem.badInput("includeFields: " + entity.unknown(name));
            }
        }
        if (!list.isEmpty()) {
            // Whoever pages, or writes back, needs the id.
            fields.add("id");
        }
        return new IncludedFields(fields, userFields);
    }

    boolean has(EntityField field) {
        return fields.isEmpty() || fields.contains(field.apiName());
    }

    boolean has(UserField field) {
        return userFields.isEmpty() || userFields.contains(field.key());
    }
}
