package dev.roundtrip.rule;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an {@link Auditor} found about the rules of a desk. {@link FindingWords} says it to people. */
public sealed interface Finding {

    /** A rule, by the name it has now. */
    record Subject(long id, String name) {
        static Subject of(Rule rule) {
            return new Subject(rule.id(), rule.name());
        }
    }

    /** What is found of one rule. */
    sealed interface OfRule extends Finding {
        Subject rule();
    }

    /**
     * It listens for long, and has not fired for as long.
     *
     * @param since the day on which it began to listen
     * @param last the day on which it fired last, null if it never did
     * @param days how many it has been waiting for now
     */
    record NotFired(Subject rule, LocalDate since, @Nullable LocalDate last, long days) implements OfRule {}

    /**
     * It uses what is inactive or gone.
     *
     * @param skipped whether it is not run at all for that; else what is inactive has no part in it
     * @param defects each in words, never empty
     */
    record Broken(Subject rule, boolean skipped, List<String> defects) implements OfRule {
        public Broken {
            defects = List.copyOf(defects);
        }
    }

    /** Whenever it fires, an earlier one has fired on the same change and has done all that it does. */
    record Shadowed(Subject rule, Subject by) implements OfRule {}

    /**
     * Rules that can set each other off until the limit of a sequence ends it.
     *
     * @param round in the order in which they do, from the first of them on; the last sets off the first again
     */
    record Loop(List<Subject> round) implements OfRule {
        public Loop {
            round = List.copyOf(round);
        }

        @Override
        public Subject rule() {
            return round.getFirst();
        }
    }

    /**
     * It asks what a field is and not whether it came to be so, so it calls out at every later edit too.
     *
     * @param attribute as the setup file spells it, as are {@code operator} and {@code values}
     */
    record FiresAgain(Subject rule, String attribute, String operator, List<String> values) implements OfRule {
        public FiresAgain {
            values = List.copyOf(values);
        }
    }

    /** Nearly as many rules are active as may be. */
    record NearLimit(long active, int most) implements Finding {}

    /** The kind in a word, as the API spells it. */
    default String kind() {
        return switch (this) {
            case NotFired found -> "not-fired";
            case Broken found -> "broken";
            case Shadowed found -> "shadowed";
            case Loop found -> "loop";
            case FiresAgain found -> "fires-again";
            case NearLimit found -> "near-limit";
        };
    }
}
