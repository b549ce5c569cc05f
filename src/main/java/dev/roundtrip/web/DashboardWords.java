package dev.roundtrip.web;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.delivery.DeliveryFigures.GivenUp;
import dev.roundtrip.delivery.DeliveryFigures.Open;
import dev.roundtrip.delivery.DeliveryFigures.Slot;
import dev.roundtrip.delivery.DeliveryState;
import dev.roundtrip.delivery.Lengths;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Puts the dashboard's figures into words. */
final class DashboardWords {
    /** More troubles at once nobody reads; the list of deliveries has them all. */
    private static final int MOST_TROUBLES = 20;

    private static final List<Duration> STEPS =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(11));
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final Words words;
    private final Instant now;
    private final Function<String, Optional<String>> named;
    private final BiFunction<String, DeliveryState, @Nullable DeliveryRow> newest;

    /**
     * @param named what the callout of a lane is called now; empty when it is gone
     * @param newest delivery of a lane in that state
     */
    DashboardWords(
            Words words,
            Instant now,
            Function<String, Optional<String>> named,
            BiFunction<String, DeliveryState, @Nullable DeliveryRow> newest) {
        this.words = words;
        this.now = now;
        this.named = named;
        this.newest = newest;
    }

    Dashboard told(DashboardSpan span, Figures figures, Instant asOf, @Nullable String open) {
        var lengths = figures.lengths();
        return new Dashboard(
                span.word(),
                Long.toString(asOf.toEpochMilli()),
                Moment.of(asOf, words),
                figures.created(),
                created(figures.since()),
                open == null ? "0" : open,
                figures.done(),
                outcomes(figures),
                lengths.within(0.5).map(words::length).orElse(null),
                lengths.within(0.95).map(words::length).orElse(null),
                bars(
                        lengths,
                        figures.givenUp().stream().mapToInt(GivenUp::deliveries).sum()),
                troubles(figures),
                new Dashboard.Totals(
                        sum(figures.ended(), Slot::first),
                        sum(figures.ended(), Slot::later),
                        sum(figures.ended(), Slot::givenUp),
                        sum(figures.ended(), Slot::cancelled)),
                chart(span, figures),
                figures.ended().reversed().stream()
                        .map(slot -> new Dashboard.SlotRow(
                                Moment.of(figures.since().plus(span.part().multipliedBy(slot.nth())), words),
                                slot.first(),
                                slot.later(),
                                slot.givenUp(),
                                slot.cancelled()))
                        .toList());
    }

    private static int sum(List<Slot> slots, ToIntFunction<Slot> of) {
        return slots.stream().mapToInt(of).sum();
    }

    private List<Dashboard.Outcome> outcomes(Figures figures) {
        var slots = figures.ended();
        return List.of(
                outcome(DeliveryState.DELIVERED, sum(slots, Slot::first) + sum(slots, Slot::later), figures),
                outcome(DeliveryState.WAITING, open(figures, DeliveryState.WAITING), figures),
                outcome(DeliveryState.GIVEN_UP, sum(slots, Slot::givenUp), figures),
                outcome(DeliveryState.HELD, open(figures, DeliveryState.HELD), figures));
    }

    private static int open(Figures figures, DeliveryState state) {
        return figures.open().stream()
                .filter(one -> one.state() == state)
                .mapToInt(Open::deliveries)
                .sum();
    }

    /** What is open is listed however old it is; what has ended, of those that were promised since. */
    private Dashboard.Outcome outcome(DeliveryState state, long deliveries, Figures figures) {
        var asked = new LinkedHashMap<String, String>();
        asked.put("state", state.word());
        if (state.isEnd()) {
            asked.put("from", local(figures.since()));
        }
        return new Dashboard.Outcome(
                DeliveryWords.badge(state, null, true, words),
                deliveries,
                PageAddress.of("/deliveries", asked).plain());
    }

    private String created(Instant since) {
        var asked = new LinkedHashMap<String, String>();
        asked.put("status", "all");
        asked.put("since", since.atZone(words.zone()).toLocalDate().toString());
        return PageAddress.of("/tickets", asked).plain();
    }

    private String local(Instant at) {
        return at.atZone(words.zone()).toLocalDateTime().withNano(0).toString();
    }

    private List<Dashboard.Bar> bars(Lengths lengths, int never) {
        var counts = new LinkedHashMap<String, Integer>();
        var from = Duration.ZERO;
        for (var to : STEPS) {
            counts.put(words.say("dashboard.within", words.span(to)), lengths.between(from, to));
            from = to;
        }
        counts.put(words.say("dashboard.later"), lengths.between(from, FOR_EVER));
        counts.put(words.say("dashboard.never"), never);
        int most = Math.max(
                1, counts.values().stream().mapToInt(count -> count).max().orElse(1));
        return counts.entrySet().stream()
                .map(one -> new Dashboard.Bar(one.getKey(), one.getValue(), width(one.getValue(), most)))
                .toList();
    }

    /** One is seen beside a thousand. */
    private static int width(int count, int most) {
        return count == 0 ? 0 : Math.max(2, (int) (100L * count / most));
    }

    private List<Dashboard.Trouble> troubles(Figures figures) {
        var all = new ArrayList<Dashboard.Trouble>();
        for (var open : figures.open()) {
            if (needsALook(open)) {
                all.add(trouble(
                        open.lane(),
                        open.laneName(),
                        DeliveryWords.badge(open.state(), open.heldFor(), true, words),
                        open.since(),
                        open.deliveries(),
                        open.state() == DeliveryState.WAITING ? open.next() : null,
                        open.state()));
            }
        }
        for (GivenUp gone : figures.givenUp()) {
            all.add(trouble(
                    gone.lane(),
                    gone.laneName(),
                    DeliveryWords.badge(DeliveryState.GIVEN_UP, null, true, words),
                    gone.first(),
                    gone.deliveries(),
                    null,
                    DeliveryState.GIVEN_UP));
        }
        return all.stream().limit(MOST_TROUBLES).toList();
    }

    /** It was tried in vain and waits for the next time, or it is held: nobody knows whether it arrived, or its callout is switched off. */
    private static boolean needsALook(Open open) {
        return open.state() == DeliveryState.WAITING ? open.tried() : open.state() == DeliveryState.HELD;
    }

    private Dashboard.Trouble trouble(
            String lane,
            String name,
            Badge badge,
            Instant since,
            int deliveries,
            @Nullable Instant next,
            DeliveryState state) {
        var row = newest.apply(lane, state);
        var called = named.apply(lane);
        return new Dashboard.Trouble(
                called.orElse(name),
                called.isPresent() ? Callout.idOf(lane) : null,
                badge,
                Moment.of(since, words),
                words.length(Duration.between(since, now)),
                deliveries,
                next == null ? null : Moment.of(next, words),
                row == null ? null : row.answer(),
                row == null ? null : row.id(),
                PageAddress.of("/deliveries", Map.of("callout", called.orElse(name), "state", state.word()))
                        .plain());
    }

    /** Every part of the span, also those in which nothing ended: the axis is one of time. */
    private String chart(DashboardSpan span, Figures figures) {
        var slots = figures.ended().stream().collect(Collectors.toMap(Slot::nth, Function.identity()));
        int parts = (int) (span.length().toSeconds() / span.part().toSeconds()) + 1;
        var zone = words.zone();
        Function<ToIntFunction<Slot>, List<Integer>> of = part -> IntStream.range(0, parts)
                .mapToObj(nth -> {
                    var slot = slots.get(nth);
                    return slot == null ? 0 : part.applyAsInt(slot);
                })
                .toList();
        // By the clock of the desk: the browser, which may be elsewhere, draws them as if they were of its own.
        var times = IntStream.range(0, parts)
                .mapToObj(nth -> {
                    var at = figures.since().plus(span.part().multipliedBy(nth));
                    return at.getEpochSecond() + zone.getRules().getOffset(at).getTotalSeconds();
                })
                .toList();
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "times",
                        times,
                        "first",
                        of.apply(Slot::first),
                        "later",
                        of.apply(Slot::later),
                        "gaveUp",
                        of.apply(Slot::givenUp),
                        "cancelled",
                        of.apply(Slot::cancelled),
                        "day",
                        span == DashboardSpan.WEEK));
    }
}
