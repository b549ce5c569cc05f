package dev.roundtrip.setup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads YAML or JSON into nodes with their places. Only the parser of the library is used: what a word means (a number, a flag, a
 * span) is decided by the key it stands at, so that {@code no} stays a word and {@code 010} stays as typed.
 */
final class YamlReader {
    /** Characters of the whole file. */
    static final int LARGEST = 4 * 1024 * 1024;

    private static final int DEEPEST = 32;
    private static final int MOST_ALIASES = 200;

    /** Aliases repeat what they point at; without this end a page of them could become more than fits in memory. */
    private static final int MOST_NODES = 500_000;

    private static final Pattern LEADING_TABS = Pattern.compile("(?m)^[ \t]*\t[ \t]*");
    private static final Pattern ESCAPED_SLASH = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\/");

    private final Mistakes mistakes;
    private int nodes;

    private YamlReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** What the text holds; empty when it holds nothing, or is not readable at all (that is told then). */
    static Optional<Node> read(String text, Mistakes mistakes) {
        if (text.length() > LARGEST) {
            mistakes.add(
                    Place.START, "the file has %,d characters; at most %,d are read".formatted(text.length(), LARGEST));
            return Optional.empty();
        }
        return Optional.ofNullable(new YamlReader(mistakes).root(text));
    }

    private @Nullable Node root(String text) {
        var limits = new LoaderOptions();
        limits.setCodePointLimit(LARGEST + 1);
        limits.setNestingDepthLimit(DEEPEST);
        limits.setMaxAliasesForCollections(MOST_ALIASES);
        try {
            var root = new Yaml(limits).compose(new java.io.StringReader(asYaml(text)));
            return root == null ? null : node(root, 0);
        } catch (TooMuch e) {
            mistakes.add(e.place, String.valueOf(e.getMessage()));
        } catch (MarkedYAMLException e) {
            mistakes.add(place(e.getProblemMark()), words(e));
        } catch (ReaderException e) {
            mistakes.add(
                    placeOf(text, e.getPosition()),
                    "the character U+%04X may not stand in YAML; write it as an escape, such as \"\\x07\", or leave it out"
                            .formatted(e.getCodePoint()));
        } catch (YAMLException e) {
            mistakes.add(
                    Place.START,
                    "not readable as YAML: lists and maps may be %d deep, with at most %d aliases"
                            .formatted(DEEPEST, MOST_ALIASES));
        }
        return null;
    }

    /** A tree that is too large or too deep, met while it is walked. */
    private static final class TooMuch extends RuntimeException {
        private final transient Place place;

        TooMuch(Place place, String message) {
            super(message);
            this.place = place;
        }
    }

    // What JSON may and YAML may not: tabs before a line, and \/ for a slash. A blank for a tab moves no column.
    private static String asYaml(String text) {
        var unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (!unmarked.stripLeading().startsWith("{")) {
            return unmarked;
        }
        var json = unmarked.contains("\\/") && isJson(unmarked)
                ? ESCAPED_SLASH.matcher(unmarked).replaceAll("$1/")
                : unmarked;
        return LEADING_TABS
                .matcher(json)
                .replaceAll(tabs -> " ".repeat(tabs.group().length()));
    }

    private static boolean isJson(String text) {
        try {
            JsonMapper.shared().readTree(text);
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    private Node node(org.yaml.snakeyaml.nodes.Node yaml, int depth) {
        var place = place(yaml.getStartMark());
        if (++nodes > MOST_NODES) {
            throw new TooMuch(
                    place,
                    "the file says more than %,d things, aliases counted as often as they are used"
                            .formatted(MOST_NODES));
        }
        if (depth > DEEPEST) {
            throw new TooMuch(
                    place,
                    "lists and maps may be %d deep, and an alias must not stand inside of what it points at"
                            .formatted(DEEPEST));
        }
        if (!isOrdinary(yaml.getTag())) {
            mistakes.add(place, "a tag (!…) is not known here; text that begins with ! has to be quoted");
        }
        return switch (yaml) {
            case ScalarNode scalar ->
                new Node.Scalar(place, place(scalar.getEndMark()), scalar.getValue(), style(scalar.getScalarStyle()));
            case SequenceNode sequence -> {
                var items = new ArrayList<Node>();
                for (var item : sequence.getValue()) {
                    items.add(node(item, depth + 1));
                }
                yield new Node.Items(place, items);
            }
            case MappingNode mapping -> entries(mapping, place, depth);
            default -> throw new IllegalStateException("unknown to us: " + yaml.getNodeId());
        };
    }

    private Node entries(MappingNode mapping, Place place, int depth) {
        var entries = new ArrayList<Node.Entry>();
        var known = new HashMap<String, Place>();
        for (NodeTuple tuple : mapping.getValue()) {
            var at = place(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                mistakes.add(at, "a key has to be a word, not a list or a map");
                continue;
            }
            var first = known.putIfAbsent(key.getValue(), at);
            if (first != null) {
                mistakes.add(
                        at,
                        "the key \"%s\" is there already, in line %d; leave one of the two out"
                                .formatted(Mistakes.shortened(key.getValue()), first.line()));
                continue;
            }
            entries.add(new Node.Entry(key.getValue(), at, node(tuple.getValueNode(), depth + 1)));
        }
        return new Node.Entries(place, entries);
    }

    private static boolean isOrdinary(Tag tag) {
        return tag.getValue().startsWith(Tag.PREFIX);
    }

    private static Node.Scalar.Style style(DumperOptions.ScalarStyle style) {
        return switch (style) {
            case SINGLE_QUOTED -> Node.Scalar.Style.SINGLE_QUOTED;
            case DOUBLE_QUOTED -> Node.Scalar.Style.DOUBLE_QUOTED;
            case LITERAL -> Node.Scalar.Style.LITERAL;
            case FOLDED -> Node.Scalar.Style.FOLDED;
            case PLAIN, JSON_SCALAR_STYLE -> Node.Scalar.Style.PLAIN;
        };
    }

    // The library repeats names of aliases and tags, which may be the first half of a password that lacks its quotes.
    private static String words(MarkedYAMLException e) {
        var problem = String.valueOf(e.getProblem());
        if (problem.contains("alias")) {
            return "not readable as YAML: an alias (*…) of something that is not there; text that begins with * has to be quoted";
        }
        if (problem.contains("tag")) {
            return "not readable as YAML: a tag (!…) is not known here; text that begins with ! has to be quoted";
        }
        if (problem.contains("'@'") || problem.contains("'`'") || problem.contains("'%'")) {
            return "not readable as YAML: text that begins with @, ` or % has to be quoted";
        }
        if (problem.contains("\\t") || problem.contains("TAB")) {
            return "not readable as YAML: a tab stands where only blanks may; indent with blanks";
        }
        if (problem.equals("mapping values are not allowed here")) {
            return "not readable as YAML: a \": \" stands inside a value or the indentation is off; quote the value or align the keys";
        }
        return "not readable as YAML: " + problem + (e.getContext() == null ? "" : " " + e.getContext());
    }

    private static Place place(@Nullable Mark mark) {
        return mark == null ? Place.START : new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static Place placeOf(String text, int codePoints) {
        int line = 1;
        int column = 1;
        int index = 0;
        for (int n = 0; n < codePoints && index < text.length(); n++) {
            int c = text.codePointAt(index);
            index += Character.charCount(c);
            column = c == '\n' ? 1 : column + 1;
            line += c == '\n' ? 1 : 0;
        }
        return new Place(line, column);
    }
}
