package dev.roundtrip.api;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many requests of one integration about one entity are under way at once. On this node. */
final class RequestsAtOnce {
    private final int limit;
    private final Map<Line, Integer> underWay = new ConcurrentHashMap<>();

    private record Line(String integration, String entity) {}

    /** @param limit most of each; 0 for no limit */
    RequestsAtOnce(int limit) {
        this.limit = limit;
    }

    /**
     * One more begins.
     *
     * @param integration by its code, or by its login where it sends none
     * @param path as the controllers are mapped
     * @return what is to be done when it is answered
     * @throws ApiProblem 429 when there are as many already
     */
    Runnable enter(String integration, String path) {
        if (limit == 0) {
            return () -> {};
        }
        var line = new Line(integration, entity(path));
        underWay.merge(line, 1, (now, one) -> {
            if (now == limit) {
                throw ApiProblem.tooMany(
                        "requests about %s: at most %d at once; try again when one of them is answered"
                                .formatted(line.entity(), limit),
                        1);
            }
            return now + one;
        });
        return () -> underWay.computeIfPresent(line, (same, now) -> now == 1 ? null : now - 1);
    }

    /** {@code /tickets/7/notes} is about what {@code /ticketnotes} is about. */
    static String entity(String path) {
        var parts = path.split("/", -1);
        var first = parts.length > 3 ? parts[3] : "";
        boolean isNested = parts.length > 5 && parts[4].matches("[0-9]+");
        return isNested && first.endsWith("s") ? first.substring(0, first.length() - 1) + parts[5] : first;
    }
}
