package dev.roundtrip.template;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text with places for values: {@code {{ticket.title}}}, {@code {{#udf.Site}}…{{/udf.Site}}} if there is a value,
 * {@code {{^udf.Site}}…{{/udf.Site}}} if there is none, {@code {{! a comment }}}. What is not a tag is sent as it stands.
 *
 * <p>Where each value lands was decided when the template was parsed, and its escaping with it. Values are never read as
 * templates. In plain text a section tag or comment alone on its line takes the line with it; bodies of other kinds keep their
 * lines, so that line numbers of template and body agree.
 */
public final class Template {
    private final TemplateKind kind;
    private final List<Part> parts;

    private Template(TemplateKind kind, List<Part> parts) {
        this.kind = kind;
        this.parts = List.copyOf(parts);
    }

    /**
     * Parses a template.
     *
     * @throws TemplateRefused with every mistake in the text: unknown names, values where none can stand, unclosed tags …
     */
    public static Template parse(String text, TemplateKind kind, Names names) {
        return new Template(kind, new TemplateParser(text, kind, names).parse());
    }

    /** The canonical names of the values it uses, those that sections ask for too; without secrets and now. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        collectNames(parts, names);
        return names;
    }

    private static void collectNames(List<Part> parts, Set<String> names) {
        for (Part part : parts) {
            if (part instanceof Part.Value value) {
                names.add(value.name());
            } else if (part instanceof Part.Section section) {
                names.add(section.name());
                collectNames(section.parts(), names);
            }
        }
    }

    /**
     * Fills in the values; secrets stay references.
     *
     * @param now what {@code {{now}}} is
     * @param zone of the desk, in which times are written
     * @throws RenderFailed when the text becomes too long, or a value would lead an address to another path
     */
    public Text render(Values values, Instant now, ZoneId zone) {
        var rendering = new Rendering(kind, values, now, zone);
        rendering.write(parts);
        Text text = rendering.text.text();
        if (kind == TemplateKind.URL) {
            UrlSurroundings.refuseClimbing(text.sample());
        }
        return text;
    }

    /** One filling in. */
    private static final class Rendering {
        private final TemplateKind kind;
        private final Values values;
        private final Instant now;
        private final ZoneId zone;
        private final Text.Builder text = new Text.Builder();
        private long bytes;

        Rendering(TemplateKind kind, Values values, Instant now, ZoneId zone) {
            this.kind = kind;
            this.values = values;
            this.now = now;
            this.zone = zone;
        }

        void write(List<Part> parts) {
            for (Part part : parts) {
                switch (part) {
                    case Part.Literal literal -> append(literal.text());
                    case Part.Value value -> append(written(values.value(value.name()), value.place()));
                    case Part.Now moment -> append(written(now.plus(moment.span()), moment.place()));
                    case Part.Secret secret -> text.secret(secret.name(), secret.place());
                    case Part.Section section -> {
                        boolean present = ValueText.isPresent(values.value(section.name()));
                        if (present != section.inverted()) {
                            write(section.parts());
                        }
                    }
                }
            }
        }

        private String written(@Nullable Object value, Place place) {
            if (place == Place.JSON_VALUE) {
                if (!ValueText.isPresent(value)) {
                    return "null";
                }
                if (value instanceof Number || value instanceof Boolean) {
                    return ValueText.of(value, zone);
                }
            }
            return value == null ? "" : place.escape(ValueText.of(value, zone));
        }

        // At every piece, so that a small template cannot blow a long text up first.
        private void append(String piece) {
            bytes += ValueText.bytes(piece);
            kind.refuseBeyondCap(bytes);
            text.literal(piece);
        }
    }
}
