package dev.roundtrip.api;

import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.EntityRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Rows of entities without user-defined fields as JSON: reads what clients write, writes what they read. */
final class RowJson {
    static final List<String> NOT_OURS = List.of(TicketJson.USER_FIELDS);

    /** What the original itself sets: models that were read there bring it along. */
    private static final Set<String> PASSED_OVER = Set.of(
            "soapparentpropertyid",
            "createdbyresourceid",
            "createdbypersonid",
            "impersonatorcreatorresourceid",
            "lastactivitypersonid",
            "lastactivitypersontype");

    private RowJson() {}

    /**
     * What a write names. Read-only fields are passed over, and members that bring no value with them; what has a value and is no field is
     * refused: it would be lost.
     *
     * @param whole everything else that could be written is cleared
     */
    static <F extends Enum<F> & EntityField> Map<F, Optional<Object>> wanted(
            Members body, Entity entity, Class<F> fields, boolean whole) {
        var wanted = new EnumMap<F, Optional<Object>>(fields);
        if (whole) {
            for (var field : fields.getEnumConstants()) {
                if (!field.isReadOnly()) {
                    wanted.put(field, Optional.empty());
                }
            }
        }
        var problems = new ArrayList<String>();
        for (var member : body.all()) {
            var field = entity.field(member.getKey()).map(fields::cast);
            if (field.isPresent()) {
                if (field.get().isReadOnly()) {
                    continue;
                }
                try {
                    wanted.put(
                            field.get(),
                            Optional.ofNullable(Members.scalar(field.get().apiName(), member.getValue()))
                                    .map(value -> Flags.asHeld(field.get(), value)));
                } catch (ApiProblem e) {
                    problems.addAll(e.texts());
                }
            } else if (!PASSED_OVER.contains(member.getKey().toLowerCase(Locale.ROOT))
                    && bringsSomething(member.getValue())) {
                problems.add(entity.unknown(member.getKey()));
            }
        }
        if (!problems.isEmpty()) {
            throw ApiProblem.badInput(problems);
        }
        return wanted;
    }

    /** Models of clients have far more members than are kept here, most of them empty, false or 0. */
    private static boolean bringsSomething(JsonNode value) {
        if (value.isContainer()) {
            return value.values().stream().anyMatch(RowJson::bringsSomething);
        }
        var text = value.asString().strip();
        return !(value.isNull() || text.isEmpty() || text.equals("false") || text.equals("0"));
    }

    static <F extends Enum<F> & EntityField> Map<String, @Nullable Object> item(
            EntityRow<F> row, F[] fields, IncludedFields included) {
        var item = new LinkedHashMap<String, @Nullable Object>();
        for (var field : fields) {
            if (included.has(field)) {
                item.put(field.apiName(), TicketJson.value(row.value(field)));
            }
        }
        item.put(TicketJson.USER_FIELDS, List.of());
        return item;
    }
}
