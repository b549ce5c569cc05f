package dev.roundtrip.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What was found out a moment ago and is good enough for the next who asks: however many look at a page, its figures are made once in a while.
 *
 * @param <K> few
 */
final class Lately<K, V> {
    private final Clock clock;
    private final Duration good;
    private final Function<K, V> find;
    private final Map<K, Found<V>> found = new ConcurrentHashMap<>();

    /** @param at when it was found out */
    record Found<V>(V value, Instant at) {}

    /** @param good for so long */
    Lately(Clock clock, Duration good, Function<K, V> find) {
        this.clock = clock;
        this.good = good;
        this.find = find;
    }

    /** Whoever comes while another finds it out waits for that. */
    Found<V> of(K key) {
        var now = clock.instant();
        return found.compute(
                key,
                (same, last) ->
                        last != null && last.at().plus(good).isAfter(now) ? last : new Found<>(find.apply(same), now));
    }
}
