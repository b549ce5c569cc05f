package dev.roundtrip.template;

import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
    private final int length;

    private Template(TemplateKind kind, List<Part> parts, int length) {
        this.kind = kind;
        this.parts = List.copyOf(parts);
        this.length = length;
    }

    /**
     * Parses a template.
     *
     * @throws TemplateRefused with every mistake in the text: unknown names, values where none can stand, unclosed tags …
     */
    public static Template parse(String text, TemplateKind kind, Names names) {
        return new Template(kind, new TemplateParser(text, kind, names).parse(), text.length());
    }

    /** The canonical names of the values it uses, those that sections ask for too; without secrets and now. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        all(parts).forEach(part -> {
            if (part instanceof Part.Value value) {
                names.add(value.name());
            } else if (part instanceof Part.Section section) {
                names.add(section.name());
            }
        });
        return names;
    }

    /** Where its secrets stand, by their canonical names without "secret.". */
    public Map<String, Set<Place>> secrets() {
        Map<String, Set<Place>> places = new LinkedHashMap<>();
        all(parts).forEach(part -> {
            if (part instanceof Part.Secret secret) {
                places.computeIfAbsent(secret.name(), _ -> EnumSet.noneOf(Place.class))
                        .add(secret.place());
            }
        });
        return places;
    }

    /** What keeps every text that it could become from being JSON or XML, if it is to be that. */
    public Optional<TemplateRefused.Problem> certainFault() {
        return Optional.ofNullable(Rehearsal.certain(kind, parts, length))
                .map(fault -> new TemplateRefused.Problem(fault.line(), 1, fault.words()));
    }

    /** Those inside sections too. */
    private static Stream<Part> all(List<Part> parts) {
        return parts.stream()
                .flatMap(part -> part instanceof Part.Section section
                        ? Stream.concat(Stream.of(part), all(section.parts()))
                        : Stream.of(part));
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
