package dev.roundtrip.rule;

import java.util.List;

/** What a change means to the rules that listen to its event, in their order: decided, not yet done. */
record Verdict(List<Tried> tried) {
    Verdict {
        tried = List.copyOf(tried);
    }

    /** One rule that listens to the event, and what came of trying it. */
    sealed interface Tried {
        Rule rule();
    }

    record Fires(Rule rule) implements Tried {}

    /**
     * @param condition the number of the first condition that did not hold, from 1; 0 for the time window
     * @param failed how it failed
     */
    record Fails(Rule rule, int condition, FailedCondition failed) implements Tried {}

    /** @param defects why it was not tried at all, never empty */
    record Broken(Rule rule, List<String> defects) implements Tried {}
}
