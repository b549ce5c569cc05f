package dev.roundtrip.delivery;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;

/**
 * Draws ids of deliveries: 26 characters, the time in front and 80 random bits behind (the form known as ULID).
 *
 * <p>Sorted as text they are sorted by time, so the id is also the key that the log is paged by. They are random, not counted: an
 * id goes to the far end as {@code webhook-id}, which may remember it for longer than a desk lives.
 */
public final class DeliveryId {
    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final long LOW_40_BITS = (1L << 40) - 1;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private long lastTime;
    private long high;
    private long low;

    public DeliveryId(Clock clock) {
        this.clock = clock;
    }

    /** Greater than any drawn before in this process, also within a millisecond and when the clock is set back. */
    public synchronized String next() {
        long now = clock.millis();
        if (now > lastTime) {
            lastTime = now;
            high = random.nextLong() & (LOW_40_BITS >> 1);
            low = random.nextLong() & LOW_40_BITS;
        } else if (low == LOW_40_BITS) {
            low = 0;
            high++;
        } else {
            low++;
        }
        var text = new char[26];
        write(text, 0, 10, lastTime);
        write(text, 10, 8, high);
        write(text, 18, 8, low);
        return new String(text);
    }

    /** Not greater than any that is drawn at that time or later. */
    static String leastAt(Instant time) {
        var text = new char[26];
        Arrays.fill(text, ALPHABET[0]);
        write(text, 0, 10, time.toEpochMilli());
        return new String(text);
    }

    /** Whether the text has the form of an id. */
    public static boolean isOne(String text) {
        return text.length() == 26 && text.chars().allMatch(c -> Arrays.binarySearch(ALPHABET, (char) c) >= 0);
    }

    private static void write(char[] text, int from, int length, long value) {
        for (int i = length - 1; i >= 0; i--) {
            text[from + i] = ALPHABET[(int) (value & 31)];
            value >>>= 5;
        }
    }
}
