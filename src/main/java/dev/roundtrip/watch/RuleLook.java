package dev.roundtrip.watch;

import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Whether rules can still be switched on.
 *
 * @param active how many are
 * @param most how many may be
 */
record RuleLook(LongSupplier active, int most) implements Look {
    @Override
    public String prefix() {
        return Worry.ManyRules.KEY;
    }

    @Override
    public List<Worry> look(Instant now) {
        return judge(active.getAsLong(), most);
    }

    /** Nine of ten is near. */
    static List<Worry> judge(long active, int most) {
        return active * 10 >= most * 9L ? List.of(new Worry.ManyRules(active, most)) : List.of();
    }
}
