package dev.roundtrip.web;

import dev.roundtrip.callout.Authentication;
import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.PromisedRequest;
import dev.roundtrip.callout.TestCalls;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a callout would send about a ticket, to look at; and what came of it when it was sent.
 *
 * @param ticket its number; empty when there is none
 * @param skipped why nothing would be sent, in English; null when it would
 * @param request null when it cannot be written
 */
record CalloutTrial(String ticket, @Nullable String skipped, Exchange.@Nullable Message request) {
    private static final String MASK = "••••••••";

    /**
     * A test that was sent, or was not.
     *
     * @param text about it in the reader's language
     * @param error what was wrong, in English; null when nothing was
     * @param exchange null when nothing went out
     */
    record Sent(
            String ticket,
            boolean good,
            String title,
            @Nullable String text,
            @Nullable String error,
            @Nullable Exchange exchange) {
        static Sent of(String ticket, TestCalls.Result result, Words words) {
            return switch (result) {
                case TestCalls.Result.Unsent(var reason) ->
                    new Sent(ticket, false, words.say("test.unsent"), null, reason, null);
                case TestCalls.Result.Sent(var delivered, var error, var address, var detail) ->
                    new Sent(
                            ticket,
                            delivered,
                            words.say(delivered ? "test.delivered" : "test.failed"),
                            address == null || detail == null
                                    ? null
                                    : words.say(
                                            "test.took",
                                            address,
                                            words.millis(detail.millis().getOrDefault("total", 0.0))),
                            error,
                            detail == null ? null : Exchange.of(detail, words));
            };
        }
    }

    static CalloutTrial of(String ticket, Callout callout, PromisedRequest promised, @Nullable String givenUp) {
        var headers = new ArrayList<Exchange.Header>();
        promised.headers().forEach(header -> headers.add(Exchange.Header.of(header)));
        if (promised.contentType() != null) {
            headers.add(new Exchange.Header("Content-Type", promised.contentType()));
        }
        callout.authentication()
                .header()
                .ifPresent(name -> headers.add(new Exchange.Header(name, way(callout.authentication()) + MASK)));
        headers.add(new Exchange.Header("webhook-id", "…"));
        headers.add(new Exchange.Header("webhook-timestamp", "…"));
        if (callout.signatures() > 0) {
            headers.add(new Exchange.Header("webhook-signature", "v1," + MASK));
        }
        headers.add(new Exchange.Header("X-Roundtrip-Attempt", "1"));
        return new CalloutTrial(
                ticket,
                givenUp,
                new Exchange.Message(
                        promised.method() + " " + url(promised.url(), callout.authentication()),
                        List.copyOf(headers),
                        promised.body(),
                        false));
    }

    private static String url(String url, Authentication authentication) {
        return authentication instanceof Authentication.Query(var name)
                ? url + (url.indexOf('?') < 0 ? "?" : "&") + name + "=" + MASK
                : url;
    }

    private static String way(Authentication authentication) {
        return switch (authentication) {
            case Authentication.Basic _ -> "Basic ";
            case Authentication.Bearer _, Authentication.OAuth2 _ -> "Bearer ";
            case Authentication.None _, Authentication.Header _, Authentication.Query _ -> "";
        };
    }
}
