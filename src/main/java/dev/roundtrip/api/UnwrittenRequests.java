package dev.roundtrip.api;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was recorded and is not written down yet. Of each API user it holds no more than will be kept anyhow, so that one who sends much takes
 * no place from others; of all together no more than fits. Whoever adds never waits for a store.
 */
final class UnwrittenRequests {
    private final int mostWeight;
    private final Map<Recorded.Of, ArrayDeque<Recorded>> byUser = new LinkedHashMap<>();
    private int weight;
    private int lost;

    /** @param mostWeight bytes in memory of all together */
    UnwrittenRequests(int mostWeight) {
        this.mostWeight = mostWeight;
    }

    /** @param lost how many had no place since the last time */
    record Taken(List<Recorded> requests, int lost) {}

    /** One that has no place is counted and dropped. */
    synchronized void add(Recorded request) {
        var of = byUser.computeIfAbsent(request.of(), user -> new ArrayDeque<>());
        if (of.size() == RequestTable.kept(request.of())) {
            weight -= of.removeFirst().weight();
        }
        if (weight + request.weight() > mostWeight) {
            lost++;
            return;
        }
        of.addLast(request);
        weight += request.weight();
    }

    /** All of them in the order they came; none is left. */
    synchronized Taken take() {
        var requests = new ArrayList<Recorded>();
        byUser.values().forEach(requests::addAll);
        requests.sort(Comparator.comparing(Recorded::at));
        var taken = new Taken(requests, lost);
        byUser.clear();
        weight = 0;
        lost = 0;
        return taken;
    }
}
