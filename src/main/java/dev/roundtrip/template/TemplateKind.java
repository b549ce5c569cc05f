package dev.roundtrip.template;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a template is written for. It decides how values are escaped, and how long the rendered text may become. */
public enum TemplateKind {
    /** A whole address. */
    URL("the address", 16 * 1024),
    /** The value of one header. */
    HEADER("the header value", 8 * 1024),
    /** A JSON body. */
    JSON("the body", 1024 * 1024),
    /** An XML body. */
    XML("the body", 1024 * 1024),
    /** A body of {@code application/x-www-form-urlencoded}. */
    FORM("the body", 1024 * 1024),
    /** Plain text: a body of {@code text/*}, a note, a mail. */
    PLAIN("the text", 1024 * 1024);

    private static final String TOKEN = "[A-Za-z0-9!#$&^_.+-]++";
    private static final Pattern CONTENT_TYPE = Pattern.compile("(?<type>" + TOKEN + ")/(?<subtype>" + TOKEN
            + ")(?<parameters>(?: *; *" + TOKEN + "=(?:" + TOKEN + "|\"[A-Za-z0-9 !#-\\[\\]-~]*+\"))*+)");
    private static final Pattern CHARSET = Pattern.compile("(?i); *charset=\"?([^\";]*)");

    /** Text to a human, a program to a browser: no one way of escaping is right for all of a page. */
    private static final Set<String> PROGRAMS = Set.of("html", "javascript", "ecmascript");

    private final String words;
    private final int cap;

    TemplateKind(String words, int cap) {
        this.words = words;
        this.cap = cap;
    }

    /**
     * The kind of a body by its content type, parameters allowed.
     *
     * @throws IllegalArgumentException for a content type whose values could not be escaped, naming those that work
     */
    public static TemplateKind ofContentType(String contentType) {
        Matcher parsed = CONTENT_TYPE.matcher(contentType.strip());
        if (contentType.length() > 200 || !parsed.matches()) {
            throw refused(contentType);
        }
        Matcher charset = CHARSET.matcher(parsed.group("parameters"));
        if (charset.find() && !charset.group(1).equalsIgnoreCase("utf-8")) {
            throw new IllegalArgumentException(
                    "content type " + contentType + " refused: a body is always sent as UTF-8; leave the charset out");
        }

        String type = parsed.group("type").toLowerCase(Locale.ROOT);
        String subtype = parsed.group("subtype").toLowerCase(Locale.ROOT);
        if (subtype.equals("json") || subtype.endsWith("+json")) {
            return JSON;
        }
        if (subtype.equals("xml") || subtype.endsWith("+xml")) {
            return XML;
        }
        if (type.equals("application") && subtype.equals("x-www-form-urlencoded")) {
            return FORM;
        }
        if (type.equals("text") && !PROGRAMS.contains(subtype)) {
            return PLAIN;
        }
        throw refused(contentType);
    }

    private static IllegalArgumentException refused(String contentType) {
        return new IllegalArgumentException("content type " + Abbreviated.of(contentType)
                + " refused: write application/json (or …+json), application/xml (or text/xml, …+xml),"
                + " application/x-www-form-urlencoded or text/plain");
    }

    /** How many bytes of UTF-8 the rendered text may have, secrets not counted. */
    public int cap() {
        return cap;
    }

    /** What is rendered, in words: "the body". */
    String words() {
        return words;
    }

    Surroundings surroundings() {
        return switch (this) {
            case URL -> new UrlSurroundings();
            case HEADER -> new HeaderSurroundings();
            case JSON -> new JsonSurroundings();
            case XML -> new XmlSurroundings();
            case FORM -> new EvenSurroundings(Place.FORM);
            case PLAIN -> new EvenSurroundings(Place.PLAIN);
        };
    }

    /** @throws RenderFailed when so many bytes are too many */
    public void refuseBeyondCap(long bytes) {
        if (bytes > cap) {
            throw new RenderFailed(String.format(
                    Locale.ROOT, "%s would have %,d bytes or more; at most %,d are sent", words, bytes, cap));
        }
    }
}
