package dev.roundtrip.api;

import static dev.roundtrip.api.OpenApi.ref;
import static dev.roundtrip.api.OpenApi.said;

import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.FieldType;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.field.UserField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The Autotask API of this desk in OpenAPI: what it is made from is what serves it, so fields, lists and lengths are those of now. */
@Component
final class AutotaskDescription {
    private static final List<Map<String, Object>> SIGNED_IN =
            List.of(said("ApiIntegrationCode", List.of(), "UserName", List.of(), "Secret", List.of()));

    private final AllServed all;
    private final Picklists picklists;

    AutotaskDescription(AllServed all, Picklists picklists) {
        this.all = all;
        this.picklists = picklists;
    }

    /** @param origin where this desk is reached, without a slash at the end */
    Map<String, Object> document(String origin) {
        var paths = new LinkedHashMap<String, Object>();
        var schemas = new LinkedHashMap<String, Object>();
        common(paths, schemas);
        for (var served : all.all()) {
            schemas.put(served.entity().name(), schema(served));
            entity(served, paths);
        }
        below("Tickets", "Notes", "TicketNote", false, paths);
        below("Tickets", "Attachments", "TicketAttachment", false, paths);
        below("Companies", "Contacts", "Contact", true, paths);
        below("Companies", "ConfigurationItems", "ConfigurationItem", true, paths);
        return OpenApi.document(
                "The Autotask API of this desk",
                "What clients of Autotask know, as this desk serves it: docs/rest-api.md tells where it differs.",
                origin + "/ATServicesRest/V1.0",
                said(
                        "ApiIntegrationCode", OpenApi.header("ApiIntegrationCode"),
                        "UserName", OpenApi.header("UserName"),
                        "Secret", OpenApi.header("Secret")),
                SIGNED_IN,
                paths,
                schemas);
    }

    private static void common(Map<String, Object> paths, Map<String, Object> schemas) {
        paths.put(
                "/zoneInformation",
                said(
                        "get",
                        OpenApi.open(OpenApi.operation("Desk", "Where this desk is; no credentials needed")
                                .with("parameters", List.of(OpenApi.query("user", "string"))))));
        paths.put("/Version", said("get", OpenApi.operation("Desk", "The version of the API")));
        paths.put(
                "/ThresholdInformation",
                said(
                        "get",
                        OpenApi.operation("Desk", "How many requests the last hour had, and how many it may have")));
        schemas.put("ItemId", OpenApi.object(said("itemId", said("type", "integer", "format", "int64"))));
        schemas.put("Errors", OpenApi.object(said("errors", said("type", "array", "items", said("type", "string")))));
        schemas.put(
                "Condition",
                said(
                        "type",
                        "object",
                        "description",
                        "One condition, or with op \"and\" or \"or\" a group of items",
                        "properties",
                        said(
                                "op",
                                        said(
                                                "type", "string",
                                                "description",
                                                        "eq noteq gt gte lt lte beginsWith endsWith contains exist notExist in notIn and or"),
                                "field", said("type", "string"),
                                "udf", said("type", "boolean"),
                                "value", said("description", "a value, or a list of them for in and notIn"),
                                "items", said("type", "array", "items", ref("Condition"))),
                        "required",
                        List.of("op")));
        schemas.put(
                "Query",
                said(
                        "type", "object",
                        "properties",
                                said(
                                        "filter", said("type", "array", "items", ref("Condition")),
                                        "includeFields", said("type", "array", "items", said("type", "string")),
                                        "maxRecords", said("type", "integer", "minimum", 1, "maximum", 500)),
                        "required", List.of("filter"),
                        "example",
                                said(
                                        "filter",
                                        List.of(said("op", "gte", "field", "id", "value", 0)),
                                        "maxRecords",
                                        50)));
        schemas.put(
                "PageDetails",
                OpenApi.object(said(
                        "count", said("type", "integer"),
                        "requestCount", said("type", "integer"),
                        "prevPageUrl", said("type", List.of("string", "null")),
                        "nextPageUrl", said("type", List.of("string", "null")))));
        schemas.put("QueryCount", OpenApi.object(said("queryCount", said("type", "integer", "format", "int64"))));
    }

    private void entity(Served<?> served, Map<String, Object> paths) {
        var tag = served.path();
        var name = served.entity().name();
        var path = "/" + tag;
        if (served instanceof Served.Writable<?>) {
            paths.put(
                    path,
                    said(
                            "post",
                                    OpenApi.operation(tag, "Creates one")
                                            .takes(ref(name))
                                            .gives(ref("ItemId")),
                            "patch",
                                    OpenApi.operation(tag, "Changes what is named of the one with the id in the body")
                                            .takes(ref(name))
                                            .gives(ref("ItemId")),
                            "put",
                                    OpenApi.operation(tag, "Changes all of it; what is not named is cleared")
                                            .takes(ref(name))
                                            .gives(ref("ItemId"))));
        }
        paths.put(
                path + "/{id}",
                said(
                        "get",
                        OpenApi.operation(tag, "One by its id")
                                .with("parameters", List.of(OpenApi.inPath("id")))
                                .gives(OpenApi.object(said("item", ref(name))))));
        paths.put(
                path + "/query",
                said(
                        "post",
                                OpenApi.operation(tag, "Those that fulfil conditions, 500 at most, by id")
                                        .takes(ref("Query"))
                                        .gives(page(name)),
                        "get",
                                OpenApi.operation(tag, "The same with the query in the address")
                                        .with(
                                                "parameters",
                                                List.of(
                                                        OpenApi.query("search", "string"),
                                                        OpenApi.query("paging", "string")))
                                        .gives(page(name))));
        paths.put(
                path + "/query/count",
                said(
                        "post",
                        OpenApi.operation(tag, "How many fulfil conditions")
                                .takes(ref("Query"))
                                .gives(ref("QueryCount"))));
        paths.put(path + "/entityInformation", said("get", OpenApi.operation(tag, "What can be done with them")));
        paths.put(
                path + "/entityInformation/fields",
                said("get", OpenApi.operation(tag, "Their fields, with the values of lists")));
        paths.put(
                path + "/entityInformation/userDefinedFields",
                said("get", OpenApi.operation(tag, "The fields that this desk has added")));
    }

    private static void below(String parent, String children, String name, boolean changed, Map<String, Object> paths) {
        var id = List.of(OpenApi.inPath("id"));
        var operations = said(
                "get",
                        OpenApi.operation(parent, children + " of one")
                                .with("parameters", id)
                                .gives(page(name)),
                "post",
                        OpenApi.operation(parent, "Adds to its " + children)
                                .with("parameters", id)
                                .takes(ref(name))
                                .gives(ref("ItemId")));
        if (changed) {
            operations.put(
                    "patch",
                    OpenApi.operation(parent, "Changes one of its " + children)
                            .with("parameters", id)
                            .takes(ref(name))
                            .gives(ref("ItemId")));
        }
        paths.put("/%s/{id}/%s".formatted(parent, children), operations);
    }

    private static Map<String, Object> page(String name) {
        return OpenApi.object(
                said("items", said("type", "array", "items", ref(name)), "pageDetails", ref("PageDetails")));
    }

    private Map<String, Object> schema(Served<?> served) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (var field : served.entity().fields().values()) {
            properties.put(field.apiName(), property(field));
            if (field.isRequired() && !field.isReadOnly()) {
                required.add(field.apiName());
            }
        }
        if (served.entity().hasUserFields()) {
            properties.put("userDefinedFields", userFields(served.userFields()));
        }
        var schema = OpenApi.object(properties);
        if (!required.isEmpty()) {
            // Said, not asked for: a PATCH names what it changes, and a desk has defaults for most of them.
            schema.put("description", "Not without: " + String.join(", ", required));
        }
        return schema;
    }

    private Map<String, Object> property(EntityField field) {
        var property = switch (field.type()) {
            case NUMBER -> said("type", List.of("integer", "null"), "format", "int64");
            case DECIMAL -> said("type", List.of("number", "null"));
            case TEXT -> said("type", List.of("string", "null"));
            case TIME -> said("type", List.of("string", "null"), "format", "date-time");
            case FLAG -> said("type", List.of("boolean", "null"));
        };
        if (field.type() == FieldType.TEXT && field.length() > 0) {
            property.put("maxLength", field.length());
        }
        if (field.isReadOnly()) {
            property.put("readOnly", true);
        }
        picklists
                .of(field)
                .filter(list -> !list.isEmpty())
                .ifPresent(list -> property.put("description", labels(list)));
        field.reference().ifPresent(entity -> property.put("description", "the id of a " + entity));
        return property;
    }

    private static String labels(List<PicklistValue> list) {
        return list.stream()
                .filter(PicklistValue::active)
                .map(value -> value.number() + " " + value.label())
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Object> userFields(List<UserField> fields) {
        return said(
                "type",
                "array",
                "description",
                "Of this desk: "
                        + fields.stream()
                                .filter(UserField::active)
                                .map(field -> "%s (%s)"
                                        .formatted(field.name(), field.type().word()))
                                .collect(Collectors.joining(", ")),
                "items",
                OpenApi.object(said("name", said("type", "string"), "value", said("type", List.of("string", "null")))));
    }
}
