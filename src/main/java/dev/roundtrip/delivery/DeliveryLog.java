package dev.roundtrip.delivery;

import dev.roundtrip.store.Dialect;
import dev.roundtrip.store.SearchGivenUp;
import dev.roundtrip.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The log to look at: deliveries with their attempts, the newest first. */
public final class DeliveryLog {
    /** Most rows of one page. */
    public static final int LARGEST_PAGE = 500;

    private final Store store;
    private final Dialect dialect;
    private final DeliveryTable deliveries;
    private final AttemptTable attempts;
    private final ByHandTable byHand;

    public DeliveryLog(Store store) {
        this.store = store;
        this.dialect = store.dialect();
        this.deliveries = new DeliveryTable(store);
        this.attempts = new AttemptTable(store);
        this.byHand = new ByHandTable(store);
    }

    /** A delivery with all its attempts, the first first. In a page without what was carried and the attempts' details. */
    public record Entry(Delivery delivery, List<Attempt> attempts) {}

    /** @param next key of the next page, null at the end */
    public record Page(List<Entry> entries, @Nullable String next) {}

    /**
     * What to look for; null asks for nothing.
     *
     * @param lane the lane's key, or {@code laneName}, without case: one of both fits
     * @param from earliest time of the promise; {@code to} the first that is too late
     * @param text in the names, the error, the request or the answer, without case
     * @param toLookAt only what waits for somebody: held ones, and those that were given up and not replayed
     */
    public record Filter(
            @Nullable String lane,
            @Nullable String laneName,
            @Nullable String subjectName,
            @Nullable Long subjectId,
            @Nullable DeliveryState state,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String text,
            boolean toLookAt) {
        public static final Filter ALL = new Filter(null, null, null, null, null, null, null, null);

        public Filter(
                @Nullable String lane,
                @Nullable String laneName,
                @Nullable String subjectName,
                @Nullable Long subjectId,
                @Nullable DeliveryState state,
                @Nullable Instant from,
                @Nullable Instant to,
                @Nullable String text) {
            this(lane, laneName, subjectName, subjectId, state, from, to, text, false);
        }
    }

    public Optional<Entry> find(String id) {
        return deliveries.find(id).map(delivery -> new Entry(delivery, attempts.of(List.of(id))));
    }

    /** Those of these ids, by id, as in a page. */
    public Map<String, Entry> listed(Collection<String> ids) {
        var byDelivery = attempts.listed(ids).stream().collect(Collectors.groupingBy(Attempt::deliveryId));
        return deliveries.listed(ids).stream()
                .collect(Collectors.toMap(Delivery::id, d -> new Entry(d, byDelivery.getOrDefault(d.id(), List.of()))));
    }

    /**
     * So many deliveries of one subject stand alike.
     *
     * @param tried whether an attempt was begun
     */
    public record Tally(
            long subjectId, DeliveryState state, @Nullable HeldFor heldFor, boolean tried, int count) {}

    /** How the deliveries of these subjects stand. */
    public List<Tally> tallies(Collection<Long> subjectIds) {
        return subjectIds.isEmpty() ? List.of() : deliveries.tallies(subjectIds);
    }

    /**
     * @param after the {@code next} of the page before, null for the first
     * @param limit 1 to {@link #LARGEST_PAGE}
     * @throws SearchGivenUp for a filter that fits too few to be found in time; never without one
     */
    public Page page(Filter filter, @Nullable String after, int limit) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("limit " + limit + ": 1 to " + LARGEST_PAGE);
        }
        var wanted = Wanted.of(filter, dialect);
        var asks = wanted.asks();
        var binds = wanted.binds();
        if (after != null) {
            asks.add("d.id < :after");
            binds.put("after", after);
        }
        var sql = "select " + DeliveryTable.LISTED + " from delivery d"
                + (asks.isEmpty() ? "" : " where " + String.join(" and ", asks))
                + " order by d.id desc limit :limit";
        Function<JdbcClient, List<Delivery>> read = jdbc -> jdbc.sql(sql)
                .params(binds)
                .param("limit", limit + 1)
                .query(DeliveryTable::read)
                .list();
        var rows = filter.equals(Filter.ALL) ? read.apply(store.jdbc()) : store.search(read);
        var shown = rows.size() > limit ? rows.subList(0, limit) : rows;
        var byDelivery = attempts.listed(shown.stream().map(Delivery::id).toList()).stream()
                .collect(Collectors.groupingBy(Attempt::deliveryId));
        var entries = shown.stream()
                .map(d -> new Entry(d, byDelivery.getOrDefault(d.id(), List.of())))
                .toList();
        return new Page(entries, rows.size() > limit ? shown.getLast().id() : null);
    }

    /** How many fit, at most {@code most}. */
    public int count(Filter filter, int most) {
        var wanted = Wanted.of(filter, dialect);
        return store.jdbc()
                .sql("select count(*) from (select 1 as one from delivery d" + wanted.where() + " limit :most) w")
                .params(wanted.binds())
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    /** What people and programs did to it, the first first. */
    public List<ByHand> byHand(String id) {
        return byHand.of(id);
    }

    /** The one that it replays. */
    public Optional<String> replays(String id) {
        return deliveries.replays(id);
    }

    /** The one that replays it. */
    public Optional<String> replayOf(String id) {
        return deliveries.replayOf(id);
    }

    /** How each of these lanes did in the {@value LaneDay#HOURS} hours up to {@code now}. */
    public Map<String, LaneDay> days(Collection<String> lanes, Instant now) {
        if (lanes.isEmpty()) {
            return Map.of();
        }
        var delivered = new HashMap<String, int[]>();
        var failed = new HashMap<String, int[]>();
        for (var hour : attempts.hours(lanes, now.minus(Duration.ofHours(LaneDay.HOURS)))) {
            var counts = switch (hour.result()) {
                case SUCCESS -> delivered;
                case FAILURE, UNKNOWN -> failed;
                case RUNNING -> null;
            };
            if (counts != null) {
                // What begins while this is asked belongs to the last hour.
                counts.computeIfAbsent(hour.lane(), lane -> new int[LaneDay.HOURS])[
                                Math.min(hour.hour(), LaneDay.HOURS - 1)] +=
                        hour.attempts();
            }
        }
        var waiting = deliveries.waiting(lanes).stream()
                .collect(Collectors.toMap(DeliveryTable.Waiting::lane, Function.identity()));
        var held = deliveries.held(lanes);
        var days = new HashMap<String, LaneDay>();
        for (var lane : lanes) {
            var waits = waiting.get(lane);
            days.put(
                    lane,
                    new LaneDay(
                            list(delivered.get(lane)),
                            list(failed.get(lane)),
                            waits == null ? 0 : waits.deliveries(),
                            waits == null ? null : waits.next(),
                            held.getOrDefault(lane, 0)));
        }
        return days;
    }

    private static List<Integer> list(int @Nullable [] counts) {
        return Arrays.stream(counts == null ? new int[LaneDay.HOURS] : counts)
                .boxed()
                .toList();
    }
}
