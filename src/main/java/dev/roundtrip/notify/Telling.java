package dev.roundtrip.notify;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whom an extension callout tells what came of it, and when.
 *
 * @param who nobody is a choice too; each once
 */
public record Telling(List<Recipient> who, When when) {
    public Telling {
        who = who.stream().distinct().toList();
    }

    /** When they are told, as the setup file spells it. */
    public enum When {
        /** each delivery that has ended */
        EVERY("every"),
        /** trouble begins, what was given up while it lasts, all is well again */
        FAILURE("failure");

        private final String word;

        When(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static Optional<When> of(String word) {
            return Arrays.stream(values())
                    .filter(when -> when.word.equals(word))
                    .findFirst();
        }
    }

    public boolean isNobody() {
        return who.isEmpty();
    }
}
