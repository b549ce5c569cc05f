package dev.roundtrip.delivery;

import dev.roundtrip.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds deliveries whose process died during a call, and puts them back to work or holds them for a person. */
final class Rescuer {
    private static final Logger log = LoggerFactory.getLogger(Rescuer.class);
    private static final int BATCH = 200;

    private final Store store;
    private final Clock clock;
    private final DeliveryTable deliveries;
    private final Settler settler;
    private final Function<String, LanePolicy> policy;
    private final Set<String> carriedHere;
    private final String node;
    private final Supplier<Instant> deadIfNotHeardSince;

    /**
     * @param node        this process's name
     * @param carriedHere ids of what this process is carrying right now, however late its lease
     */
    Rescuer(
            Store store,
            Clock clock,
            Settler settler,
            String node,
            Function<String, LanePolicy> policy,
            Set<String> carriedHere,
            Supplier<Instant> deadIfNotHeardSince) {
        this.store = store;
        this.clock = clock;
        this.deliveries = new DeliveryTable(store);
        this.settler = settler;
        this.node = node;
        this.deadIfNotHeardSince = deadIfNotHeardSince;
        this.policy = policy;
        this.carriedHere = carriedHere;
    }

    /**
     * @param own also rows of this node: right at its start, when what is still running must be of an earlier life
     * @return how many were found
     */
    int runOnce(boolean own) {
        int rescued = 0;
        while (true) {
            var orphans = orphans(own).stream()
                    .filter(delivery -> !carriedHere.contains(delivery.id()))
                    .toList();
            if (orphans.isEmpty()) {
                return rescued;
            }
            store.write(() -> {
                orphans.forEach(delivery -> settler.settleOrphan(delivery, policy.apply(delivery.lane())));
                return null;
            });
            rescued += orphans.size();
            log.info("{} deliveries were under way when their process ended; their outcome is unknown", orphans.size());
        }
    }

    private List<Delivery> orphans(boolean own) {
        return deliveries.orphans(clock.instant(), node, deadIfNotHeardSince.get(), own, BATCH + carriedHere.size());
    }
}
