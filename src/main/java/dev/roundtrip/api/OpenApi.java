package dev.roundtrip.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words of OpenAPI 3.1, as far as descriptions here are made of them. */
final class OpenApi {
    private OpenApi() {}

    /** A JSON object, its members in this order. */
    static Map<String, Object> said(Object... keysAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /** @param security what an operation needs that does not say otherwise */
    static Map<String, Object> document(
            String title,
            String description,
            String server,
            Map<String, Object> schemes,
            List<Map<String, Object>> security,
            Map<String, Object> paths,
            Map<String, Object> schemas) {
        return said(
                "openapi",
                "3.1.0",
                "info",
                said("title", title, "description", description, "version", "1.0"),
                "servers",
                List.of(said("url", server)),
                "security",
                security,
                "paths",
                paths,
                "components",
                said("securitySchemes", schemes, "schemas", schemas));
    }

    static Map<String, Object> header(String name) {
        return said("type", "apiKey", "in", "header", "name", name);
    }

    static Map<String, Object> ref(String schema) {
        return said("$ref", "#/components/schemas/" + schema);
    }

    static Map<String, Object> object(Map<String, Object> properties) {
        return said("type", "object", "properties", properties);
    }

    static Map<String, Object> inPath(String name) {
        return said("name", name, "in", "path", "required", true, "schema", said("type", "integer", "format", "int64"));
    }

    static Map<String, Object> query(String name, String type) {
        return said("name", name, "in", "query", "schema", said("type", type));
    }

    static Operation operation(String tag, String summary) {
        var operation = new Operation();
        operation.put("tags", List.of(tag));
        operation.put("summary", summary);
        operation.put("responses", said("200", said("description", "done")));
        return operation;
    }

    /** That it needs no credentials. */
    static Operation open(Operation operation) {
        return operation.with("security", List.of());
    }

    /** What can be asked at an address by one method. */
    static final class Operation extends LinkedHashMap<String, Object> {
        private static final long serialVersionUID = 1;

        Operation with(String key, Object value) {
            put(key, value);
            return this;
        }

        Operation takes(Map<String, Object> schema) {
            return with("requestBody", said("required", true, "content", json(schema)));
        }

        /** @param example that works as it stands, or nearly so */
        Operation takes(Map<String, Object> schema, Map<String, Object> example) {
            return with(
                    "requestBody",
                    said(
                            "required",
                            true,
                            "content",
                            said("application/json", said("schema", schema, "example", example))));
        }

        Operation gives(Map<String, Object> schema) {
            return with("responses", said("200", said("description", "done", "content", json(schema))));
        }

        private static Map<String, Object> json(Map<String, Object> schema) {
            return said("application/json", said("schema", schema));
        }
    }
}
