package dev.roundtrip.callout;

import dev.roundtrip.outbound.Answer;
import dev.roundtrip.outbound.OutboundRequest;
import org.jspecify.annotations.Nullable;

/** What came of asking for an access token. */
sealed interface Grant {
    /** @param fetch by which it was got just now; null for one that was there */
    record Token(AccessToken token, @Nullable Fetch fetch) implements Grant {}

    /**
     * There is none, and the far end was not asked for anything else.
     *
     * @param words in which a person finds the address and what is wrong
     * @param fetch that failed; null when another's was waited for in vain
     */
    record None(String words, @Nullable Fetch fetch) implements Grant {
        /** Whether that one ran out of its own time, so that whoever has time left may fare better. */
        boolean isOutOfTime() {
            return fetch != null
                    && fetch.answer() instanceof Answer.Unanswered unanswered
                    && unanswered.kind() == Answer.Kind.TIMEOUT;
        }
    }

    /** One exchange with a token address. */
    record Fetch(OutboundRequest request, Answer answer) {}
}
