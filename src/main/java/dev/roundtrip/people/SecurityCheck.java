package dev.roundtrip.people;

import org.jspecify.annotations.Nullable;

/**
 * What a walk along the chain of the security log found.
 *
 * @param events how many fit, one after the other
 * @param from the id of the first that there is to be
 * @param last as far as they fit
 * @param fault null when all do
 * @param at the id of the first event that does not fit; 0 when all do
 */
public record SecurityCheck(
        long events, long from, SecurityMark last, @Nullable Fault fault, long at) {

    /** What does not fit. */
    public enum Fault {
        /** it holds something else than what was written there */
        ALTERED("altered"),
        /** it is not there */
        MISSING("missing"),
        /** it was put there by somebody else than the desk */
        ADDED("added"),
        /** how far events were removed for their age is not what the log itself says of it */
        BEGINNING("beginning"),
        /** the last event is not the one that the desk wrote last */
        END("end"),
        /** all fits, but not with the mark that was kept elsewhere: the log was written anew */
        REWRITTEN("rewritten"),
        /** the event of the mark was removed for its age, so it cannot tell anything any more */
        TOO_OLD("too-old");

        private final String word;

        Fault(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public boolean fits() {
        return fault == null;
    }
}
