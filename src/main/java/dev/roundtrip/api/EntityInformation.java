package dev.roundtrip.api;

import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.FieldType;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.field.UserField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes an entity and its fields as clients expect it. Pure. */
final class EntityInformation {
    private EntityInformation() {}

    /**
     * @param canCreate whether this caller may
     * @param canUpdate whether this caller may
     * @param restricted the caller is tied to companies
     */
    static Map<String, Object> info(Entity entity, boolean canCreate, boolean canUpdate, boolean restricted) {
        var may = restricted ? "Restricted" : "All";
        var info = new LinkedHashMap<String, Object>();
        info.put("name", entity.name());
        info.put("canCreate", canCreate);
        info.put("canDelete", false);
        info.put("canQuery", true);
        info.put("canUpdate", canUpdate);
        info.put("userAccessForCreate", canCreate ? may : "None");
        info.put("userAccessForDelete", "None");
        info.put("userAccessForQuery", may);
        info.put("userAccessForUpdate", canUpdate ? may : "None");
        info.put("hasUserDefinedFields", entity.hasUserFields());
        info.put("supportsWebhookCallouts", false);
        return info;
    }

    static List<Map<String, Object>> fields(Entity entity, Picklists picklists) {
        return entity.fields().values().stream()
                .map(field -> field(field, picklists.of(field).orElse(null)))
                .toList();
    }

    private static Map<String, Object> field(EntityField field, @Nullable List<PicklistValue> values) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("name", field.apiName());
        map.put("dataType", dataType(field, values != null));
        map.put(
                "length",
                field.type() != FieldType.TEXT ? 0 : field.length() > 0 ? field.length() : EntityField.LONG_TEXT_BYTES);
        map.put("isRequired", field.isRequired());
        map.put("isReadOnly", field.isReadOnly());
        map.put("isQueryable", field.isQueryable());
        map.put("isReference", field.reference().isPresent());
        map.put("referenceEntityType", field.reference().orElse(""));
        map.put("isPickList", values != null);
        map.put("picklistValues", values == null ? null : picklist(values));
        map.put("picklistParentValueField", "");
        map.put("isSupportedWebhookField", false);
        return nullable(map);
    }

    private static String dataType(EntityField field, boolean picks) {
        return switch (field.type()) {
            case NUMBER -> picks ? "integer" : "long";
            case DECIMAL -> "decimal";
            case TEXT -> "string";
            case TIME -> "datetime";
            case FLAG -> "boolean";
        };
    }

    private static List<Map<String, Object>> picklist(List<PicklistValue> values) {
        var all = new ArrayList<Map<String, Object>>();
        for (var value : values) {
            all.add(pick(
                    Long.toString(value.number()),
                    value.label(),
                    value.isDefault(),
                    value.order(),
                    value.active(),
                    value.system()));
        }
        return all;
    }

    private static Map<String, Object> pick(
            String value, String label, boolean isDefault, int order, boolean active, boolean system) {
        var map = new LinkedHashMap<String, Object>();
        map.put("value", value);
        map.put("label", label);
        map.put("isDefaultValue", isDefault);
        map.put("sortOrder", order);
        map.put("parentValue", "");
        map.put("isActive", active);
        map.put("isSystem", system);
        return map;
    }

    static Map<String, Object> userField(UserField field) {
        boolean list = field.type() == UserField.Type.LIST;
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("name", field.name());
        map.put("label", field.name());
        map.put("type", userType(field));
        map.put("dataType", userType(field));
        map.put(
                "length",
                switch (field.type()) {
                    case TEXT, LIST -> 1000;
                    case MULTI_LINE_TEXT -> EntityField.LONG_TEXT_BYTES;
                    case NUMBER, DATE -> 0;
                });
        map.put("description", field.description() == null ? "" : field.description());
        map.put("isRequired", false);
        map.put("isReadOnly", false);
        map.put("isQueryable", true);
        map.put("isReference", false);
        map.put("referenceEntityType", "");
        map.put("isPickList", list);
        map.put("picklistValues", list ? choices(field) : null);
        map.put("picklistParentValueField", "");
        map.put("defaultValue", field.defaultValue());
        map.put("isSupportedWebhookField", false);
        return nullable(map);
    }

    private static List<Map<String, Object>> choices(UserField field) {
        var all = new ArrayList<Map<String, Object>>();
        for (var choice : field.choices()) {
            all.add(pick(choice, choice, choice.equals(field.defaultValue()), all.size() + 1, true, false));
        }
        return all;
    }

    private static String userType(UserField field) {
        return switch (field.type()) {
            case TEXT, MULTI_LINE_TEXT, LIST -> "string";
            case NUMBER -> "decimal";
            case DATE -> "datetime";
        };
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // JSON has a null where Java's maps are annotated to have none
    private static Map<String, Object> nullable(Map<String, @Nullable Object> map) {
        return (Map<String, Object>) (Map<?, ?>) map;
    }
}
