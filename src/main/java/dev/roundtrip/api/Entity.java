package dev.roundtrip.api;

import dev.roundtrip.field.EntityField;
import dev.roundtrip.template.Nearest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the API calls an entity: its name and its fields.
 *
 * @param noun what messages call one of its rows
 * @param fields by name in lower case, in their order
 */
record Entity(String name, String noun, Map<String, EntityField> fields) {

    static Entity of(String name, String noun, EntityField[] fields) {
        var byName = new LinkedHashMap<String, EntityField>();
        Arrays.stream(fields).forEach(field -> byName.put(field.apiName().toLowerCase(Locale.ROOT), field));
        return new Entity(name, noun, byName);
    }

    /** Without case. */
    Optional<EntityField> field(String written) {
        return Optional.ofNullable(fields.get(written.strip().toLowerCase(Locale.ROOT)));
    }

    /** "titel: a ticket has no such field; did you mean title?" */
    String unknown(String written) {
        var names = fields.values().stream().map(EntityField::apiName).toList();
        return "%s: the entity %s has no such field%s"
                .formatted(Characters.shortened(written, 60), name, suggestion(written, names));
    }

    /** "; did you mean X?", or nothing when nothing is near. */
    static String suggestion(String written, List<String> known) {
        var nearest = Nearest.to(written.strip(), known);
        return nearest == null ? "" : "; did you mean " + nearest + "?";
    }

    /** Tickets alone have fields that a desk defines. */
    boolean hasUserFields() {
        return name.equals("Ticket");
    }

    ApiProblem none(long id) {
        return ApiProblem.notFound("there is no %s %d".formatted(noun, id));
    }
}
