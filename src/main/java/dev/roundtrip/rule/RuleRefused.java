package dev.roundtrip.rule;

/** A rule, or a part of one, that cannot be as it is wanted. The message names the thing, the value and what would be right. */
public final class RuleRefused extends IllegalArgumentException {
    private final String problem;

    public RuleRefused(String problem) {
        super(problem);
        this.problem = problem;
    }

    RuleRefused(RuntimeException cause) {
        super(cause.getMessage(), cause);
        this.problem = String.valueOf(cause.getMessage());
    }

    /** The message, never null. */
    public String problem() {
        return problem;
    }
}
