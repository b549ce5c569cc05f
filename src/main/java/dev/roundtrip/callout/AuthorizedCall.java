package dev.roundtrip.callout;

import dev.roundtrip.outbound.Answer;
import dev.roundtrip.outbound.Deadline;
import dev.roundtrip.outbound.OutboundClient;
import dev.roundtrip.outbound.OutboundRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt with an access token: the token, the request, and, when the far end answers 401, another token and the request once more.
 * All of it within the callout's time-out.
 */
final class AuthorizedCall {
    private final OutboundClient client;
    private final AccessTokens tokens;
    private final AccessTokens.Account account;
    private final Deadline deadline;
    private final List<AttemptDetail.Earlier> earlier = new ArrayList<>();

    AuthorizedCall(OutboundClient client, AccessTokens tokens, AccessTokens.Account account) {
        this.client = client;
        this.tokens = tokens;
        this.account = account;
        this.deadline = Deadline.within(account.callout().timeout());
    }

    sealed interface Made {
        /**
         * The far end was asked; its answer counts, whatever it is.
         *
         * @param masking hides the token too
         * @param earlier what led up to it
         */
        record Sent(OutboundRequest request, Answer answer, Masking masking, List<AttemptDetail.Earlier> earlier)
                implements Made {}

        /** There was no token to ask with. */
        record NoToken(String error, @Nullable AttemptDetail detail) implements Made {}
    }

    /** @param bare the request without its token */
    Made make(OutboundRequest bare) throws InterruptedException {
        var first = asked(bare, null, "");
        if (!(first instanceof Asked.Done(var sent, var token))
                || !(sent.answer() instanceof Answer.Answered answered)
                || answered.status() != 401) {
            return first.made();
        }
        earlier.add(AttemptDetail.Earlier.of(sent.request(), sent.answer(), sent.masking()));
        return asked(bare, token, "status 401, and then ").made();
    }

    private sealed interface Asked {
        Made made();

        record Done(Made.Sent made, AccessToken token) implements Asked {}

        record Not(Made.NoToken made) implements Asked {}
    }

    private Asked asked(OutboundRequest bare, @Nullable AccessToken refused, String before)
            throws InterruptedException {
        return switch (tokens.grant(account, refused, deadline)) {
            case Grant.None(var words, var fetch) ->
                new Asked.Not(new Made.NoToken(
                        before + words,
                        fetch == null
                                ? null
                                : AttemptDetail.ofToken(fetch, tokens.masking(account, List.of()), earlier)));
            case Grant.Token(var token, var fetch) -> {
                if (fetch != null) {
                    earlier.add(AttemptDetail.Earlier.of(fetch.request(), fetch.answer(), token.masking()));
                }
                if (deadline.hasPassed()) {
                    yield new Asked.Not(new Made.NoToken(
                            before + "no answer within " + deadline.words()
                                    + ": the access token came too late to ask with it",
                            null));
                }
                var request = bare.with(new OutboundRequest.Header("Authorization", "Bearer " + token.value()));
                var answer = client.send(request, deadline);
                yield new Asked.Done(new Made.Sent(request, answer, token.masking(), List.copyOf(earlier)), token);
            }
        };
    }
}
