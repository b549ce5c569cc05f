package dev.roundtrip.outbound;

import dev.roundtrip.outbound.Answer.Kind;
import java.io.IOException;

/** Ends an exchange with a reason that is known on the spot. */
final class NoAnswer extends IOException {
    private final Kind kind;

    /** @param words a sentence a person can act on */
    NoAnswer(Kind kind, String words) {
        super(words);
        this.kind = kind;
    }

    Trouble trouble() {
        return new Trouble(kind, String.valueOf(getMessage()));
    }
}
