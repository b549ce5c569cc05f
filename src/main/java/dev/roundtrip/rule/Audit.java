package dev.roundtrip.rule;

import dev.roundtrip.directory.Desk;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.store.Revision;
import dev.roundtrip.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Where you go for what is odd about the rules of this desk. It changes nothing. What follows from the configuration alone is looked at once for each that
 * there is: with two hundred rules that takes longer than a page may.
 */
public final class Audit {
    private final Clock clock;
    private final Desk desk;
    private final Directory directory;
    private final RuleNames names;
    private final Rules rules;
    private final Revision.Cached<Map<Long, Auditor.Lasting>> lasting;

    public Audit(Store store, Clock clock, Desk desk, Directory directory, RuleNames names, Rules rules) {
        this.clock = clock;
        this.desk = desk;
        this.directory = directory;
        this.names = names;
        this.rules = rules;
        this.lasting = store.revision().cached(() -> auditor().lasting(rules.all()));
    }

    /** What concerns all rules first, then rule by rule in their order. */
    public List<Finding> findings() {
        return auditor().findings(rules.audited(), rules.mostActive(), lasting.get());
    }

    private Auditor auditor() {
        return new Auditor(new DeskFacts(desk, directory, names), names, clock.instant());
    }
}
