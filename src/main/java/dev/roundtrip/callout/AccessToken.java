package dev.roundtrip.callout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a far end wants to be shown, for a while. A secret, and in memory alone. Each that was given out is one of its own. */
final class AccessToken {
    private final String value;
    private final @Nullable Instant goodUntil;
    private final Masking masking;

    /**
     * @param goodUntil when it is not to be used any more; null for a token that is good until it is refused
     * @param masking hides it, and the callout's other secrets
     */
    AccessToken(String value, @Nullable Instant goodUntil, Masking masking) {
        this.value = value;
        this.goodUntil = goodUntil;
        this.masking = masking;
    }

    String value() {
        return value;
    }

    Masking masking() {
        return masking;
    }

    boolean isGoodAt(Instant now) {
        return goodUntil == null || now.isBefore(goodUntil);
    }

    @Override
    public String toString() {
        return "an access token";
    }
}
