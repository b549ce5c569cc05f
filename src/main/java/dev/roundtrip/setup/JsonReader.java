package dev.roundtrip.setup;

import dev.roundtrip.template.JsonFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON into nodes with their places, as {@link YamlReader} reads what people write. JSON is YAML, and that one could read it;
 * but not with a tab between two words, nor a line separator in a text.
 */
final class JsonReader {
    private static final int DEEPEST = 32;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(400)
                            .maxNameLength(2_000)
                            .build())
                    .build())
            .build();

    private final JsonParser parser;
    private final NavigableMap<Place, String> pointers = new TreeMap<>(Place.IN_ORDER);
    private final Mistakes mistakes;

    private JsonReader(JsonParser parser, Mistakes mistakes) {
        this.parser = parser;
        this.mistakes = mistakes;
    }

    /** @param pointers by the place of each key and value: where it stands, as a JSON pointer (RFC 6901) */
    record Read(Node root, NavigableMap<Place, String> pointers) {}

    /** No JSON at all. */
    static final class Unreadable extends RuntimeException {
        Unreadable(String why) {
            super(why);
        }
    }

    /**
     * @param mistakes hear of keys that are there twice
     * @throws Unreadable naming line and column when it is no JSON
     */
    static Read read(byte[] text, Mistakes mistakes) {
        try (var parser = JSON.createParser(text)) {
            try {
                var reader = new JsonReader(parser, mistakes);
                return new Read(reader.root(), reader.pointers);
            } catch (JacksonException e) {
                throw new Unreadable(
                        JsonFault.of(null, e, parser.currentLocation()).words());
            }
        }
    }

    private Node root() {
        var first = parser.nextToken();
        if (first == null) {
            throw new Unreadable("a JSON object is needed, and there is none");
        }
        var root = node(first, "");
        if (parser.nextToken() != null) {
            var place = place();
            throw new Unreadable(
                    new JsonFault(place.line(), place.column(), "something stands behind its end").words());
        }
        return root;
    }

    private Node node(@Nullable JsonToken token, String pointer) {
        var place = place();
        pointers.put(place, pointer);
        return switch (token) {
            case START_OBJECT -> entries(place, pointer);
            case START_ARRAY -> {
                var items = new ArrayList<Node>();
                for (var next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    items.add(node(next, pointer + "/" + items.size()));
                }
                yield new Node.Items(place, items);
            }
            case VALUE_STRING -> scalar(place, Node.Scalar.Style.DOUBLE_QUOTED);
            case null, default -> scalar(place, Node.Scalar.Style.PLAIN);
        };
    }

    private Node entries(Place place, String pointer) {
        var entries = new ArrayList<Node.Entry>();
        var known = new HashSet<String>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var key = parser.currentName();
            var at = place();
            var inside = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
            pointers.put(at, inside);
            var value = node(parser.nextToken(), inside);
            if (known.add(key)) {
                entries.add(new Node.Entry(key, at, value));
            } else {
                mistakes.add(
                        at,
                        "the key \"%s\" is there already; leave one of the two out".formatted(Mistakes.shortened(key)));
            }
        }
        return new Node.Entries(place, entries);
    }

    /** Numbers stay as they are typed. */
    private Node scalar(Place place, Node.Scalar.Style style) {
        return new Node.Scalar(place, place, parser.getString(), style);
    }

    // Columns count bytes here: they find a pointer again, and are shown to nobody.
    private Place place() {
        var location = parser.currentTokenLocation();
        return new Place(location.getLineNr(), location.getColumnNr());
    }
}
