package dev.roundtrip.setup;

import java.util.List;

/** What a setup file says before its words are understood: texts, lists and maps, each with its place. */
sealed interface Node {
    Place place();

    /** In words, for "… a list is needed, not X". Texts are not repeated: they may be secrets. */
    String kind();

    /**
     * A single value.
     *
     * @param end behind its last character
     * @param text as the file means it, escapes read, references not yet
     */
    record Scalar(Place place, Place end, String text, Style style) implements Node {
        /** How it is written. */
        enum Style {
            PLAIN,
            SINGLE_QUOTED,
            DOUBLE_QUOTED,
            LITERAL,
            FOLDED
        }

        /** YAML 1.2's null: {@code key:} with nothing behind it, {@code ~} or {@code null}. */
        boolean isNull() {
            return style == Style.PLAIN
                    && switch (text) {
                        case "", "~", "null", "Null", "NULL" -> true;
                        default -> false;
                    };
        }

        @Override
        public String kind() {
            return isNull() ? "nothing" : "a single value";
        }
    }

    record Items(Place place, List<Node> items) implements Node {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A map in the order of the file; no key is there twice. */
    record Entries(Place place, List<Entry> entries) implements Node {
        public Entries {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "a map (key: value)";
        }
    }

    /** @param place of the key */
    record Entry(String key, Place place, Node value) {}
}
