package dev.roundtrip.callout;

import dev.roundtrip.delivery.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The request that a delivery carries, as it was written when the rule fired, for people to look at: secrets are shown as dots.
 * Authentication and the headers of an attempt come on top.
 */
public record PromisedRequest(
        String method,
        String url,
        List<String> headers,
        @Nullable String contentType,
        @Nullable String body) {

    /** Empty where what is kept cannot be read; its attempts fail for that reason, and say so. */
    public static Optional<PromisedRequest> of(Delivery delivery) {
        try {
            return Optional.of(of(FrozenRequest.decode(delivery.load())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static PromisedRequest of(FrozenRequest frozen) {
        var headers = new ArrayList<String>();
        frozen.headers().forEach((name, value) -> headers.add(name + ": " + value.shown()));
        return new PromisedRequest(
                frozen.method(),
                frozen.url().shown(),
                headers,
                frozen.contentType(),
                frozen.body() == null ? null : frozen.body().shown());
    }
}
