package dev.roundtrip.template;

import java.io.StringReader;
import java.util.Locale;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Looks at a body before it is sent: what the receiver could not parse is not worth an attempt. */
public final class RenderedBody {
    private static final JsonFactory JSON = new JsonFactory();

    private RenderedBody() {}

    /** As {@link #complaint(String, String)}, with something harmless in place of the secrets. */
    public static @Nullable String complaint(String contentType, Text body) {
        return complaint(contentType, body.sample());
    }

    /**
     * Why a body is not what its content type says, or null when it is, or nobody can tell.
     *
     * @return begins with the line: "line 3, column 14: …", "line 3: …"
     */
    static @Nullable String complaint(String contentType, String body) {
        var complaint = about(TemplateKind.ofContentType(contentType), body);
        return complaint == null ? null : complaint.toString();
    }

    /**
     * @param line  of the body, from 1
     * @param place the same in words, as closely as it is known
     */
    record Complaint(int line, String place, String words) {
        Complaint(int line, String words) {
            this(line, "line " + line, words);
        }

        @Override
        public String toString() {
            return place + ": " + words;
        }
    }

    static @Nullable Complaint about(TemplateKind kind, String body) {
        return switch (kind) {
            case JSON -> aboutJson(body);
            case XML -> aboutXml(body);
            default -> null;
        };
    }

    /** A name that occurs twice is no fault: RFC 8259 allows it, and what it means is the receiver's to say. */
    private static @Nullable Complaint aboutJson(String body) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            try {
                return aboutJson(parser);
            } catch (JacksonException wrong) {
                var fault = JsonFault.of(body, wrong, parser.currentLocation());
                return new Complaint(fault.line(), fault.place(), fault.why());
            }
        }
    }

    private static @Nullable Complaint aboutJson(JsonParser parser) {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return new Complaint(1, "the body is empty, which is not JSON");
        }
        parser.skipChildren();
        parser.finishToken();
        return parser.nextToken() == null
                ? null
                : new Complaint(
                        parser.currentTokenLocation().getLineNr(),
                        "the JSON value is complete, and something follows it");
    }

    private static @Nullable Complaint aboutXml(String body) {
        try {
            XMLStreamReader reader = xml().createXMLStreamReader(new StringReader(body));
            try {
                String encoding = reader.getCharacterEncodingScheme();
                if (encoding != null && !encoding.toLowerCase(Locale.ROOT).equals("utf-8")) {
                    return new Complaint(
                            1,
                            "the XML declaration says encoding " + Abbreviated.of(encoding)
                                    + ", but a body is sent as UTF-8");
                }
                while (reader.hasNext()) {
                    reader.next();
                }
                return null;
            } finally {
                reader.close();
            }
        } catch (XMLStreamException wrong) {
            return new Complaint(wrong.getLocation().getLineNumber(), Abbreviated.of(reason(wrong)));
        }
    }

    /** The JDK's own parser, whatever else lies on the class path; nothing outside of the body is read. */
    private static XMLInputFactory xml() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // They count the body itself, and every &amp; in it, as entities, and end at 100,000 characters. The body has a
        // cap of
        // its own, and without a DTD nothing in it can grow.
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
        return factory;
    }

    /** "ParseError at [row,col]:[3,5] Message: …" without the first half. */
    private static String reason(XMLStreamException wrong) {
        String message = String.valueOf(wrong.getMessage());
        int start = message.indexOf("Message: ");
        return start < 0 ? message : message.substring(start + "Message: ".length());
    }
}
