package dev.roundtrip.setup;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.rule.Rule;
import dev.roundtrip.setup.SetupDocument.CalloutEntry;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code callouts}. */
final class CalloutSection extends AppliedSection<Callout, CalloutEntry> {
    private static final String USED_BY = "usedBy";

    private final CalloutWriter writer;

    CalloutSection(Rooms rooms) {
        super(rooms, "callouts", "callout");
        this.writer = new CalloutWriter(rooms.userFields(), rooms.words());
    }

    /** Rules execute it, and would be broken without it. */
    static final class InUse extends RuntimeException {
        InUse(Callout callout, List<Rule> rules) {
            super(rules.stream()
                    .map(rule -> "\"" + rule.name() + "\"")
                    .collect(Collectors.joining(
                            ", ",
                            "callout %d \"%s\" is executed by the rules ".formatted(callout.id(), callout.name()),
                            "; take it out of them, or delete them, first")));
        }
    }

    @Override
    List<Callout> all() {
        return rooms.callouts().all().stream()
                .sorted(Comparator.comparingLong(Callout::id))
                .toList();
    }

    @Override
    long id(Callout callout) {
        return callout.id();
    }

    @Override
    String name(Callout callout) {
        return callout.name();
    }

    /** With how many rules execute it. */
    @Override
    Map<String, Object> before(Callout callout) {
        var before = new LinkedHashMap<String, Object>();
        before.put("id", callout.id());
        var rules = usedBy(callout);
        var active = rules.stream().filter(Rule::active).count();
        before.put(USED_BY, new UsedBy(active, rules.size() - active));
        return before;
    }

    /** Rules that execute a callout, counted. */
    record UsedBy(long activeRules, long inactiveRules) {}

    private List<Rule> usedBy(Callout callout) {
        return rooms.rules().all().stream()
                .filter(rule -> rule.callouts().contains(callout.id()))
                .toList();
    }

    @Override
    Collection<String> passedOver() {
        return Stream.concat(super.passedOver().stream(), Stream.of(USED_BY)).toList();
    }

    @Override
    Map<String, @Nullable Object> entry(Callout callout, Withheld secrets) {
        return writer.written(callout, secrets);
    }

    @Override
    CalloutEntry read(Part part, @Nullable Long id) {
        return CalloutReader.callout(part);
    }

    /** @throws InUse when rules execute it */
    void delete(Callout callout) {
        var rules = usedBy(callout);
        if (!rules.isEmpty()) {
            throw new InUse(callout, rules);
        }
        rooms.callouts().delete(callout);
    }
}
