package dev.roundtrip.settings;

/**
 * How much the programs that speak the Autotask API may ask of one node.
 *
 * @param perHour most requests of all of them together in a rolling hour; 0 for no limit
 * @param atOnce most requests of one integration about one entity at once; 0 for no limit
 */
public record RequestLimits(int perHour, int atOnce) {
    /** As the original has it, but that it does not limit what is under way at once. */
    public static final RequestLimits USUAL = new RequestLimits(10_000, 0);

    public RequestLimits {
        refuseNegative("--requests-per-hour", perHour);
        refuseNegative("--requests-at-once", atOnce);
    }

    private static void refuseNegative(String option, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("%s %d: a number from 1 on, or 0 for no limit".formatted(option, limit));
        }
    }
}
