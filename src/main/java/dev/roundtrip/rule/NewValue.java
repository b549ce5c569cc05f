package dev.roundtrip.rule;

import java.time.Duration;

/** What an update sets a field to. */
public sealed interface NewValue {

    /** The field is emptied. */
    record Cleared() implements NewValue {}

    record Fixed(Value value) implements NewValue {}

    /**
     * A moment counted from another.
     *
     * @param span may be negative
     */
    record Relative(Anchor from, Duration span) implements NewValue {}

    /** A text with places for values, filled in when the rule fires. */
    record Templated(String template) implements NewValue {}

    /** What a relative moment counts from, as the setup file spells it. */
    enum Anchor {
        CREATE_DATE("createDate"),
        /** the moment of the change that the rule fires on */
        NOW("now");

        private final String word;

        Anchor(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
