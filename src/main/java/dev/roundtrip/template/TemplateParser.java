package dev.roundtrip.template;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a template once, from left to right, into its parts. A small part of Mustache: values, sections, inverted
 * sections, comments. What would switch escaping off, or read a value as a template, is not there.
 */
final class TemplateParser {
    private static final int DEEPEST = 32;
    private static final String SECRET = "secret.";
    private static final Pattern NOW = Pattern.compile("now(?:\\s*([+-])\\s*([0-9]{1,9})\\s*([smhd]))?");
    private static final Duration FARTHEST = Duration.ofDays(36_500);

    private final String text;
    private final TemplateKind kind;
    private final Names names;
    private final Mistakes mistakes;
    private final Surroundings surroundings;

    private final Deque<Open> open = new ArrayDeque<>();
    private List<Part> parts = new ArrayList<>();

    /** A section that is being read, and what was read of the section around it. */
    private record Open(
            String typed, String name, boolean inverted, int offset, Surroundings.Spot spot, List<Part> around) {}

    /** A tag as it stands in the text, from its first brace to behind its last one. */
    private record Tag(char mark, String inside, int from, int to) {
        private static final char VALUE = ' ';

        boolean mayStandAlone() {
            return mark == '#' || mark == '^' || mark == '/' || mark == '!';
        }

        String name() {
            return Abbreviated.of(inside);
        }
    }

    TemplateParser(String text, TemplateKind kind, Names names) {
        this.text = text;
        this.kind = kind;
        this.names = names;
        this.mistakes = new Mistakes(text);
        this.surroundings = kind.surroundings();
    }

    /** @throws TemplateRefused with every mistake in the text */
    List<Part> parse() {
        if (text.length() > kind.cap()) {
            mistakes.add(
                    0,
                    String.format(
                            Locale.ROOT,
                            "the text has %,d characters; %s has at most %,d",
                            text.length(),
                            kind.words(),
                            kind.cap()));
            mistakes.refuseIfAny();
        }

        int position = 0;
        while (position < text.length()) {
            int start = text.indexOf("{{", position);
            if (start < 0) {
                literal(position, text.length());
                break;
            }
            Tag tag = tagAt(start);
            if (tag == null) {
                literal(position, start);
                int next = text.indexOf("{{", start + 2);
                position = next < 0 ? text.length() : next;
                continue;
            }
            int lineStart = kind == TemplateKind.PLAIN && tag.mayStandAlone() ? startOfBlank(position, start) : -1;
            int lineEnd = lineStart >= 0 ? endOfBlank(tag.to) : -1;
            boolean alone = lineEnd >= 0;
            literal(position, alone ? lineStart : start);
            read(tag);
            position = alone ? lineEnd : tag.to;
        }

        surroundings.end(text.length(), mistakes);
        for (Open section : open.reversed()) {
            mistakes.add(
                    section.offset,
                    "the section " + section.typed + " is not closed; write {{/" + section.typed + "}} at its end");
        }
        mistakes.refuseIfAny();
        return parts;
    }

    private void literal(int from, int to) {
        if (from < to) {
            var sent = new StringBuilder(to - from);
            surroundings.read(text, from, to, sent, mistakes);
            parts.add(new Part.Literal(Place.PLAIN.escape(sent.toString())));
        }
    }

    /** The tag that begins here, or null when it is not one, which then has been told. */
    private @Nullable Tag tagAt(int start) {
        int inside = start + 2;
        char mark = inside < text.length() ? text.charAt(inside) : Tag.VALUE;
        switch (mark) {
            case '!' -> {
                int end = text.indexOf("}}", inside);
                if (end >= 0) {
                    return new Tag(mark, "", start, end + 2);
                }
                mistakes.add(start, "the comment is not closed; write }} at its end");
                return null;
            }
            case '{', '#', '^', '/', '&', '>', '=' -> inside++;
            default -> mark = Tag.VALUE;
        }

        // Stops at the next {{ too: else a forgotten }} would swallow text up to a far tag, and many would make this
        // slow.
        int end = inside;
        while (end < text.length() && !text.startsWith("}}", end) && !text.startsWith("{{", end)) {
            end++;
        }
        if (!text.startsWith("}}", end)) {
            mistakes.add(start, "the tag is not closed; write }} after the name");
            return null;
        }
        int to = mark == '{' && text.startsWith("}}}", end) ? end + 3 : end + 2;
        return new Tag(mark, text.substring(inside, end).strip(), start, to);
    }

    private void read(Tag tag) {
        switch (tag.mark) {
            case '!' -> {}
            case '#', '^' -> openSection(tag);
            case '/' -> closeSection(tag);
            case '{', '&' ->
                mistakes.add(
                        tag.from,
                        text.substring(tag.from, Math.min(tag.from + 3, tag.to))
                                + "…}} would leave the value unescaped, which is never done; write {{"
                                + tag.name() + "}}");
            case '>' ->
                mistakes.add(
                        tag.from,
                        "{{>" + tag.name() + "}} is a partial, which does not exist here; write its text out");
            case '=' -> mistakes.add(tag.from, "the delimiters cannot be changed; a tag is always written {{…}}");
            default -> value(tag);
        }
    }

    private void value(Tag tag) {
        if (tag.inside.isEmpty()) {
            mistakes.add(tag.from, "the tag holds no name; write one, for example {{ticket.title}}");
            return;
        }
        Place place = surroundings.spot().place();
        if (place == null) {
            Surroundings.Spot spot = surroundings.spot();
            mistakes.add(tag.from, "{{" + tag.name() + "}} cannot stand " + spot.words() + ": " + spot.advice());
        }

        String lower = tag.inside.toLowerCase(Locale.ROOT);
        if (isNow(lower)) {
            Duration span = span(tag, lower);
            if (place != null && span != null) {
                parts.add(new Part.Now(span, place));
            }
            return;
        }
        String name = known(tag);
        if (place != null && name != null) {
            parts.add(
                    name.startsWith(SECRET)
                            ? new Part.Secret(name.substring(SECRET.length()), place)
                            : new Part.Value(name, place));
        }
    }

    private static boolean isNow(String lower) {
        String rest = lower.startsWith("now") ? lower.substring(3).strip() : "?";
        return rest.isEmpty() || rest.startsWith("+") || rest.startsWith("-");
    }

    private @Nullable Duration span(Tag tag, String lower) {
        Matcher now = NOW.matcher(lower);
        if (!now.matches()) {
            mistakes.add(
                    tag.from,
                    tag.name() + " is not a time; write now, now+2h or now-1d: a whole number and s, m, h or d");
            return null;
        }
        if (now.group(1) == null) {
            return Duration.ZERO;
        }
        long amount = Long.parseLong(now.group(2));
        Duration span = switch (now.group(3)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
        if (span.compareTo(FARTHEST) > 0) {
            mistakes.add(tag.from, tag.name() + " is too far away; at most " + FARTHEST.toDays() + "d");
            return null;
        }
        return now.group(1).equals("-") ? span.negated() : span;
    }

    /** The canonical name, or null when it is unknown, which then has been told. */
    private @Nullable String known(Tag tag) {
        String name = names.canonical(tag.inside);
        if (name == null) {
            String said = names.saidOf(tag.inside);
            mistakes.add(tag.from, said == null ? notAValue(tag) : said);
        }
        return name;
    }

    private String notAValue(Tag tag) {
        String meant = Nearest.to(tag.inside, names.known());
        return tag.name() + " is not a value; " + (meant == null ? examples() : "did you mean " + meant + "?");
    }

    private String examples() {
        return "values are written like "
                + names.known().stream()
                        .limit(3)
                        .collect(Collectors.joining(", ", "", names.known().isEmpty() ? "now" : ""));
    }

    private void openSection(Tag tag) {
        String name = "";
        Surroundings.Spot spot = surroundings.spot();
        if (tag.inside.isEmpty()) {
            mistakes.add(tag.from, "the section has no name; write one, for example {{#ticket.title}}");
        } else if (!spot.takesSections()) {
            mistakes.add(tag.from, "a section cannot begin " + spot.words() + ": " + spot.advice());
        } else if (isNow(tag.inside.toLowerCase(Locale.ROOT))) {
            mistakes.add(tag.from, "a section cannot ask for now, which is always there; leave the section out");
        } else {
            String known = known(tag);
            if (known != null && known.startsWith(SECRET)) {
                mistakes.add(
                        tag.from, "a section cannot ask for a secret, which is not read before the request is sent");
            } else if (known != null) {
                name = known;
            }
        }
        if (open.size() == DEEPEST) {
            mistakes.add(tag.from, "sections stand in one another at most " + DEEPEST + " deep; this one is deeper");
        }
        open.push(new Open(tag.name(), key(tag, name), tag.mark == '^', tag.from, spot, parts));
        parts = new ArrayList<>();
    }

    private void closeSection(Tag tag) {
        String name = key(tag, "");
        Open section = open.peek();
        if (section != null && !section.name.equals(name)) {
            boolean closesOuter = open.stream().anyMatch(outer -> outer.name.equals(name));
            mistakes.add(
                    tag.from,
                    "{{/" + tag.name() + "}} stands where the section " + section.typed + " ("
                            + mistakes.where(section.offset) + ") is still open; write {{/" + section.typed
                            + "}} first");
            if (!closesOuter) {
                return;
            }
            while (section != null && !section.name.equals(name)) {
                parts = open.pop().around;
                section = open.peek();
            }
        }
        if (section == null) {
            mistakes.add(
                    tag.from,
                    "{{/" + tag.name() + "}} closes no section; write {{#" + tag.name()
                            + "}} before it, or leave it out");
            return;
        }

        open.pop();
        Surroundings.Spot end = surroundings.spot();
        if (!end.equals(section.spot)) {
            String same = end.words().equals(section.spot.words()) ? " of another kind" : "";
            mistakes.add(
                    section.offset,
                    "the section " + section.typed + " begins " + section.spot.words() + " and ends " + end.words()
                            + same
                            + "; what follows would change its place with the ticket: let it begin and end alike");
        }
        List<Part> inside = parts;
        parts = section.around;
        parts.add(new Part.Section(section.name, section.inverted, inside));
    }

    /** By what a closing tag finds its section, whether the name is known or not. */
    private String key(Tag tag, String canonical) {
        if (!canonical.isEmpty()) {
            return canonical;
        }
        String known = names.canonical(tag.inside);
        return known == null ? tag.inside.toLowerCase(Locale.ROOT) : known;
    }

    /** Where the line of a tag begins, if nothing but blanks stands before the tag; else -1. */
    private int startOfBlank(int from, int tag) {
        int start = tag;
        while (start > from && (text.charAt(start - 1) == ' ' || text.charAt(start - 1) == '\t')) {
            start--;
        }
        boolean startsLine = start == 0 || text.charAt(start - 1) == '\n';
        return startsLine ? start : -1;
    }

    /** Where the line after a tag begins, if nothing but blanks stands behind the tag; else -1. */
    private int endOfBlank(int tagEnd) {
        int end = tagEnd;
        while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        if (end == text.length()) {
            return end;
        }
        if (text.startsWith("\r\n", end)) {
            return end + 2;
        }
        return text.charAt(end) == '\n' ? end + 1 : -1;
    }
}
