package dev.roundtrip.rule;

import dev.roundtrip.directory.Desk;
import dev.roundtrip.directory.Directory;
import java.time.Clock;
import java.util.List;

/** Where you go for what is odd about the rules of this desk. Looked at anew each time, and it changes nothing. */
public final class Audit {
    private final Clock clock;
    private final Desk desk;
    private final Directory directory;
    private final RuleNames names;
    private final Rules rules;

    public Audit(Clock clock, Desk desk, Directory directory, RuleNames names, Rules rules) {
        this.clock = clock;
        this.desk = desk;
        this.directory = directory;
        this.names = names;
        this.rules = rules;
    }

    /** What concerns all rules first, then rule by rule in their order. */
    public List<Finding> findings() {
        var facts = new DeskFacts(desk, directory, names);
        return new Auditor(facts, names, clock.instant()).findings(rules.audited(), rules.mostActive());
    }
}
