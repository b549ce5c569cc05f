package dev.roundtrip.people;

import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes for the security log who was refused: of one address, or of one that came in from there, once a minute at most, so that nobody
 * buries what else stands there by knocking. The next one tells how many were passed over. Counted in memory: a restart forgets.
 */
public final class Refusals {
    static final Duration EVERY = Duration.ofMinutes(1);
    /** The ones that were not heard longest go first beyond these. */
    private static final int MOST_REMEMBERED = 10_000;

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private final SecurityLog security;
    private final Clock clock;
    private final Map<Key, Noted> noted = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Noted> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** @param id of who came in; 0 for strangers, whatever name they show */
    private record Key(What what, @Nullable String address, Actor.Kind kind, long id) {}

    /** @param since how many were passed over */
    private record Noted(Instant at, int since) {}

    public Refusals(SecurityLog security, Clock clock) {
        this.security = security;
        this.clock = clock;
    }

    /**
     * What the name of an event says of a refusal.
     *
     * @param name null where there is none
     * @param passedOver how many before it were not noted
     */
    public record Told(@Nullable String name, int passedOver) {
        private static final Pattern WRITTEN = Pattern.compile("(.*?) ?\\+(\\d{1,9})");

        public static Told of(@Nullable String name) {
            var matcher = WRITTEN.matcher(name == null ? "" : name);
            return matcher.matches()
                    ? new Told(matcher.group(1).isEmpty() ? null : matcher.group(1), Integer.parseInt(matcher.group(2)))
                    : new Told(name, 0);
        }
    }

    /** Of a program that showed credentials that open nothing. */
    public void ofStranger(Actor claimed, String address, String kind) {
        var key = new Key(What.API_REFUSED, address, Actor.Kind.API_USER, 0);
        note(key, new SecurityLog.By(claimed, address), kind, "");
    }

    /** Of somebody who came in, and is not to do that. */
    public void ofKnown(SecurityLog.By by, String asked) {
        var actor = by.actor();
        note(new Key(What.ACCESS_REFUSED, by.address(), actor.kind(), actor.id()), by, null, asked);
    }

    private void note(Key key, SecurityLog.By by, @Nullable String kind, String name) {
        var passedOver = passedOver(key);
        if (passedOver.isEmpty()) {
            return;
        }
        int count = passedOver.getAsInt();
        var told = count == 0 ? name : (name + " +" + count).strip();
        try {
            security.note(by, key.what(), kind, told.isEmpty() ? null : told);
        } catch (RuntimeException e) {
            if (!Store.isAway(e)) {
                throw e;
            }
            // Who is refused stays refused.
            log.warn("the store is away, the security log lacks a refusal of {}: {}", by.address(), e.getMessage());
        }
    }

    /** Empty when this one is passed over too. */
    private synchronized OptionalInt passedOver(Key key) {
        var now = clock.instant();
        var last = noted.get(key);
        if (last != null && now.isBefore(last.at().plus(EVERY))) {
            noted.put(key, new Noted(last.at(), last.since() + 1));
            return OptionalInt.empty();
        }
        noted.put(key, new Noted(now, 0));
        return OptionalInt.of(last == null ? 0 : last.since());
    }
}
