package dev.roundtrip.api;

import static dev.roundtrip.api.OpenApi.ref;
import static dev.roundtrip.api.OpenApi.said;

import dev.roundtrip.directory.Company;
import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.FieldType;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.field.UserField;
import dev.roundtrip.ticket.AttachmentField;
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

    private static final String EXAMPLE = "Example";
    private static final Map<String, Object> SEARCH = said(
            "name",
            "search",
            "in",
            "query",
            "required",
            true,
            "schema",
            said("type", "string", "example", "{\"filter\":[{\"op\":\"gte\",\"field\":\"id\",\"value\":0}]}"));

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
        below("Tickets", all.at("ticketnotes"), "Notes", "ticketID", paths);
        below("Tickets", all.at("ticketattachments"), "Attachments", "ticketID", paths);
        below("Companies", all.at("contacts"), "Contacts", "companyID", paths);
        below("Companies", all.at("configurationitems"), "ConfigurationItems", "companyID", paths);
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
                "/versionInformation",
                said(
                        "get",
                        OpenApi.open(OpenApi.operation("Desk", "Which versions there are; no credentials needed")
                                .gives(OpenApi.object(said("apiVersions", texts()))))));
        paths.put(
                "/zoneInformation",
                said(
                        "get",
                        OpenApi.open(OpenApi.operation("Desk", "Where this desk is; no credentials needed")
                                .with("parameters", List.of(OpenApi.query("user", "string")))
                                .gives(OpenApi.object(said(
                                        "zoneName", said("type", "string"),
                                        "url", said("type", "string"),
                                        "webUrl", said("type", "string"),
                                        "ci", said("type", "integer")))))));
        paths.put(
                "/Version",
                said(
                        "get",
                        OpenApi.operation("Desk", "The version of the API")
                                .gives(OpenApi.object(said("version", said("type", "string"))))));
        paths.put(
                "/ThresholdInformation",
                said(
                        "get",
                        OpenApi.operation("Desk", "How many requests the last hour had, and how many it may have")
                                .gives(OpenApi.object(said(
                                        "externalRequestThreshold", said("type", "integer"),
                                        "requestThresholdTimeframe", said("type", "integer", "description", "minutes"),
                                        "currentTimeframeRequestCount", said("type", "integer"))))));
        schemas.put("ItemId", OpenApi.object(said("itemId", said("type", "integer", "format", "int64"))));
        schemas.put("Errors", OpenApi.object(said("errors", texts())));
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
                                        "includeFields", texts(),
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
        var id = List.of(OpenApi.inPath("id"));
        var one = said(
                "get",
                OpenApi.operation(tag, "One by its id").with("parameters", id).gives(whole(served)));
        if (served instanceof Served.Writable<?>) {
            var needed = needed(served, "");
            paths.put(
                    path,
                    said(
                            "post",
                                    OpenApi.operation(tag, "Creates one")
                                            .takes(ref(name), needed)
                                            .gives(ref("ItemId")),
                            "patch",
                                    OpenApi.operation(tag, "Changes what is named of the one with the id in the body")
                                            .takes(ref(name), withId(firstText(needed)))
                                            .gives(ref("ItemId")),
                            "put",
                                    OpenApi.operation(tag, "Changes all of it; what is not named is cleared")
                                            .takes(ref(name), withId(needed))
                                            .gives(ref("ItemId"))));
            one.put(
                    "patch",
                    OpenApi.operation(tag, "Changes what is named")
                            .with("parameters", id)
                            .takes(ref(name), firstText(needed))
                            .gives(ref("ItemId")));
            one.put(
                    "put",
                    OpenApi.operation(tag, "Changes all of it; what is not named is cleared")
                            .with("parameters", id)
                            .takes(ref(name), needed)
                            .gives(ref("ItemId")));
        }
        paths.put(path + "/{id}", one);
        paths.put(
                path + "/query",
                said(
                        "post",
                                OpenApi.operation(tag, "Those that fulfil conditions, 500 at most, by id")
                                        .takes(ref("Query"))
                                        .gives(page(name)),
                        "get",
                                OpenApi.operation(tag, "The same with the query in the address")
                                        .with("parameters", List.of(SEARCH, OpenApi.query("paging", "string")))
                                        .gives(page(name))));
        paths.put(
                path + "/query/count",
                said(
                        "post",
                                OpenApi.operation(tag, "How many fulfil conditions")
                                        .takes(ref("Query"))
                                        .gives(ref("QueryCount")),
                        "get",
                                OpenApi.operation(tag, "The same with the query in the address")
                                        .with("parameters", List.of(SEARCH))
                                        .gives(ref("QueryCount"))));
        paths.put(path + "/entityInformation", said("get", OpenApi.operation(tag, "What can be done with them")));
        paths.put(
                path + "/entityInformation/fields",
                said("get", OpenApi.operation(tag, "Their fields, with the values of lists")));
        paths.put(
                path + "/entityInformation/userDefinedFields",
                said("get", OpenApi.operation(tag, "The fields that this desk has added")));
    }

    /** @param saidByAddress the field of a child that names the row above, which its address does already */
    private void below(
            String parent, Served<?> children, String word, String saidByAddress, Map<String, Object> paths) {
        var name = children.entity().name();
        var path = "/%s/{id}/%s".formatted(parent, word);
        var id = OpenApi.inPath("id");
        var needed = needed(children, saidByAddress);
        var operations = said(
                "get",
                        OpenApi.operation(parent, word + " of one")
                                .with("parameters", List.of(id, OpenApi.query("paging", "string")))
                                .gives(page(name)),
                "post",
                        OpenApi.operation(parent, "Adds to its " + word)
                                .with("parameters", List.of(id))
                                .takes(ref(name), needed)
                                .gives(ref("ItemId")));
        if (children instanceof Served.Writable<?>) {
            operations.put(
                    "patch",
                    OpenApi.operation(parent, "Changes what is named of one of its " + word)
                            .with("parameters", List.of(id))
                            .takes(ref(name), withId(firstText(needed)))
                            .gives(ref("ItemId")));
            operations.put(
                    "put",
                    OpenApi.operation(parent, "Changes all of one of its " + word)
                            .with("parameters", List.of(id))
                            .takes(ref(name), withId(needed))
                            .gives(ref("ItemId")));
        }
        paths.put(path, operations);
        paths.put(
                path + "/{childId}",
                said(
                        "get",
                        OpenApi.operation(parent, "One of its " + word)
                                .with("parameters", List.of(id, OpenApi.inPath("childId")))
                                .gives(whole(children))));
    }

    /** What is answered when one is asked for by its id: a file comes as a list of one. */
    private static Map<String, Object> whole(Served<?> served) {
        var name = served.entity().name();
        return served.entity().equals(Entities.ATTACHMENT) ? page(name) : OpenApi.object(said("item", ref(name)));
    }

    /** What a new one cannot be without, each with a value that a fresh desk takes. */
    private Map<String, Object> needed(Served<?> served, String saidByAddress) {
        var needed = new LinkedHashMap<String, Object>();
        for (var field : served.entity().fields().values()) {
            if (field.isRequired() && !field.isReadOnly() && !field.apiName().equals(saidByAddress)) {
                needed.put(field.apiName(), sample(field));
            }
        }
        if (served.entity().equals(Entities.ATTACHMENT)) {
            needed.put(AttachmentJson.DATA, "RXhhbXBsZQ==");
        }
        return needed;
    }

    private Object sample(EntityField field) {
        var list = list(field);
        if (!list.isEmpty()) {
            return list.getFirst().number();
        }
        if (field.reference().isPresent()) {
            return field.reference().get().equals(Entities.COMPANY.name()) ? Company.OWN : 1L;
        }
        return switch (field.type()) {
            case NUMBER, DECIMAL -> 1L;
            case TEXT -> field == AttachmentField.ATTACHMENT_TYPE ? AttachmentField.FILE : EXAMPLE;
            case TIME -> "2030-01-31T16:00:00Z";
            case FLAG -> true;
        };
    }

    private static Map<String, Object> withId(Map<String, Object> example) {
        var all = said("id", 1L);
        all.putAll(example);
        return all;
    }

    private static Map<String, Object> firstText(Map<String, Object> example) {
        return example.entrySet().stream()
                .filter(member -> member.getValue().equals(EXAMPLE))
                .limit(1)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, Object> texts() {
        return said("type", "array", "items", said("type", "string"));
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
        if (served.entity().equals(Entities.ATTACHMENT)) {
            properties.put(
                    AttachmentJson.DATA,
                    said(
                            "type",
                            "string",
                            "contentEncoding",
                            "base64",
                            "description",
                            "the file, 7 MiB at most; answered where one is asked for by its id"));
        }
        if (served.entity().hasUserFields()) {
            properties.put(TicketJson.USER_FIELDS, userFields(served.userFields()));
        }
        for (var name : served.besides()) {
            properties.put(name, said("readOnly", true, "description", "holds nothing here"));
        }
        var schema = OpenApi.object(properties);
        if (!required.isEmpty()) {
            // Said, not asked for: a PATCH names what it changes, and a desk has defaults for most of them.
            schema.put(
                    "description",
                    "Never without %s. A new one gets the default of what is left out, where there is one"
                            .formatted(String.join(", ", required)));
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

    /** The values that it can take now; empty when they come from no list. */
    private List<PicklistValue> list(EntityField field) {
        return picklists.of(field).orElse(List.of()).stream()
                .filter(PicklistValue::active)
                .toList();
    }

    private static String labels(List<PicklistValue> list) {
        return list.stream().map(value -> value.number() + " " + value.label()).collect(Collectors.joining(", "));
    }

    private static Map<String, Object> userFields(List<UserField> fields) {
        var active = fields.stream()
                .filter(UserField::active)
                .map(field -> "%s (%s)".formatted(field.name(), field.type().word()))
                .collect(Collectors.joining(", "));
        return said(
                "type",
                "array",
                "description",
                active.isEmpty() ? "this desk has none" : "of this desk: " + active,
                "items",
                OpenApi.object(said("name", said("type", "string"), "value", said("type", List.of("string", "null")))));
    }
}
