package dev.roundtrip.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down whoever guesses passwords: ten wrong ones for one login from one address within a quarter of an hour, and further
 * tries have to wait.
 *
 * <p>Counted by address and login together. By login alone, anybody could lock a person out; by address alone, one person behind a
 * company's gateway could lock out all colleagues. Kept in memory: a restart forgets.
 */
final class SignInThrottle {
    static final int TRIES = 10;
    /** Stands for every address: whoever gets as far as the code knows the password, so no stranger locks anybody out there. */
    static final String CODES = "second factor";

    static final Duration WITHIN = Duration.ofMinutes(15);
    /** The oldest go first beyond these: a flood of made-up logins must not fill the memory. */
    private static final int MOST_REMEMBERED = 10_000;

    private static final int LONGEST_LOGIN = 200;

    private final Clock clock;
    private final Map<Key, ArrayDeque<Instant>> tries = new LinkedHashMap<>(16, 0.75f, true);

    /** The first try of those for which somebody was told of a wait. */
    private final Map<Key, Instant> told = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Instant> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private record Key(String address, String login) {
        static Key of(String address, String login) {
            var known = login.strip().toLowerCase(Locale.ROOT);
            return new Key(address, known.substring(0, Math.min(known.length(), LONGEST_LOGIN)));
        }
    }

    SignInThrottle(Clock clock) {
        this.clock = clock;
    }

    /**
     * Counts a try, as a wrong one until {@link #forget} says otherwise: so a hundred at once do not slip through together.
     *
     * @return how long to wait, if this one must not be looked at
     */
    synchronized Optional<Duration> begin(String address, String login) {
        var now = clock.instant();
        var recent = tries.computeIfAbsent(Key.of(address, login), k -> new ArrayDeque<>());
        while (!recent.isEmpty() && !recent.getFirst().plus(WITHIN).isAfter(now)) {
            recent.removeFirst();
        }
        if (recent.size() >= TRIES) {
            return Optional.of(Duration.between(now, recent.getFirst().plus(WITHIN)));
        }
        recent.addLast(now);
        if (tries.size() > MOST_REMEMBERED) {
            var eldest = tries.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
        return Optional.empty();
    }

    /** Whether nobody was told yet that this one has to wait; from then on somebody was, until the wait is over. */
    synchronized boolean isNews(String address, String login) {
        var key = Key.of(address, login);
        var recent = tries.get(key);
        return recent != null && !recent.isEmpty() && !recent.getFirst().equals(told.put(key, recent.getFirst()));
    }

    /** The try was right: those before it were slips. */
    synchronized void forget(String address, String login) {
        tries.remove(Key.of(address, login));
    }
}
