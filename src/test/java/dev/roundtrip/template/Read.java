package dev.roundtrip.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads as a receiver would. */
public final class Read {
    private static final JsonMapper JSON = new JsonMapper();

    private Read() {}

    public static JsonNode json(String body) {
        return JSON.readTree(body.getBytes(UTF_8));
    }

    public static String json(String body, String name) {
        return json(body).required(name).asString();
    }

    public static Element xml(String body) throws Exception {
        var factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder.parse(new ByteArrayInputStream(body.getBytes(UTF_8))).getDocumentElement();
    }

    /** A form body or a query. */
    public static Map<String, String> pairs(String body) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            String[] sides = pair.split("=", -1);
            if (sides.length != 2) {
                throw new IllegalArgumentException(pair + " is not a pair");
            }
            pairs.put(URLDecoder.decode(sides[0], UTF_8), URLDecoder.decode(sides[1], UTF_8));
        }
        return pairs;
    }
}
