package dev.roundtrip.callout;

import dev.roundtrip.delivery.AfterCrash;
import dev.roundtrip.delivery.Courier;
import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.delivery.LanePolicy;
import dev.roundtrip.delivery.Outcome;
import dev.roundtrip.delivery.RetryPolicy;
import dev.roundtrip.outbound.Answer;
import dev.roundtrip.outbound.Bytes;
import dev.roundtrip.outbound.OutboundClient;
import dev.roundtrip.outbound.OutboundRequest;
import dev.roundtrip.outbound.OutboundUrl;
import dev.roundtrip.outbound.TlsProfile;
import dev.roundtrip.template.Place;
import dev.roundtrip.template.RenderFailed;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Carries a callout's request to its target, and reads the answer as the callout says. */
public final class HttpCourier implements Courier {
    /** For a lane whose callout is gone: nothing goes out any more, and what is under way is not tried again. */
    private static final LanePolicy GONE = new LanePolicy(
            new RetryPolicy(RetryPolicy.DEFAULT.every(), 0), 1, Callout.DEFAULT_TIMEOUT, AfterCrash.HOLD, false);

    private static final int LONGEST_LOCATION = 500;

    private final Clock clock;
    private final Supplier<Callouts> callouts;
    private final OutboundClient client;
    private final String userAgent;
    private final AccessTokens tokens;

    /**
     * @param callouts asked late: callouts promise deliveries, so they are built after the dispatcher
     * @param version of the program, for the User-Agent
     */
    public HttpCourier(Clock clock, Supplier<Callouts> callouts, OutboundClient client, String version) {
        this.clock = clock;
        this.callouts = callouts;
        this.client = client;
        this.userAgent = "Roundtrip/" + version;
        this.tokens = new AccessTokens(clock, client, userAgent);
    }

    @Override
    public LanePolicy policy(String lane) {
        return callouts.get()
                .withId(Callout.idOf(lane))
                .map(c -> new LanePolicy(c.retry(), c.concurrency(), c.timeout(), c.afterCrash(), c.active()))
                .orElse(GONE);
    }

    @Override
    public Outcome carry(Delivery delivery, int attempt) throws InterruptedException {
        var equipped = callouts.get().equipped(Callout.idOf(delivery.lane())).orElse(null);
        if (equipped == null) {
            return new Outcome.Refused(new Outcome.Report(null, "the callout no longer exists", null, null));
        }
        return carry(equipped, () -> FrozenRequest.decode(delivery.load()), delivery.id(), attempt);
    }

    /** @param load what was written when it was promised; it may have become unreadable */
    Outcome carry(Callouts.Equipped equipped, Supplier<FrozenRequest> load, String id, int attempt)
            throws InterruptedException {
        var callout = equipped.callout();
        var masking = equipped.masking();
        try {
            var request = request(load.get(), id, attempt, callout, equipped.secrets(), equipped.tls());
            return callout.authentication() instanceof Authentication.OAuth2 way
                    ? carryWithToken(callout, way, equipped.secrets(), request)
                    : outcome(callout, request, client.send(request), masking, List.of());
        } catch (RenderFailed | IllegalArgumentException e) {
            // A secret that is missing, an address that cannot be read: a person can mend it, so it is worth another
            // try.
            var error = "could not be sent: " + masking.mask(String.valueOf(e.getMessage()));
            return new Outcome.TryAgain(new Outcome.Report(null, error, null, null), Optional.empty());
        }
    }

    private Outcome carryWithToken(Callout callout, Authentication.OAuth2 way, Secrets secrets, OutboundRequest request)
            throws InterruptedException {
        var account = AccessTokens.Account.of(callout, way, secrets, request.tls());
        return switch (new AuthorizedCall(client, tokens, account).make(request)) {
            case AuthorizedCall.Made.Sent(var sent, var answer, var masking, var earlier) ->
                outcome(callout, sent, answer, masking, earlier);
            case AuthorizedCall.Made.NoToken(var error, var detail) ->
                // No status: the target has said nothing, and what it is never asked again for does not count here.
                new Outcome.TryAgain(
                        new Outcome.Report(null, error, null, detail == null ? null : detail.encode()),
                        Optional.empty());
        };
    }

    private OutboundRequest request(
            FrozenRequest frozen, String id, int attempt, Callout callout, Secrets secrets, TlsProfile tls) {
        var headers = new ArrayList<OutboundRequest.Header>();
        frozen.headers()
                .forEach((name, value) -> headers.add(new OutboundRequest.Header(name, value.fill(secrets::named))));
        if (headers.stream().noneMatch(h -> h.name().equalsIgnoreCase("User-Agent"))) {
            headers.add(new OutboundRequest.Header("User-Agent", userAgent));
        }
        // The bytes that are signed are the bytes that are sent.
        var body = frozen.body() == null ? null : Bytes.utf8(frozen.body().fill(secrets::named));
        headers.addAll(StandardHeaders.of(
                id, attempt, clock.instant(), SigningSecret.of(callout, secrets), body == null ? Bytes.NONE : body));
        authentication(callout.authentication(), secrets).ifPresent(headers::add);
        return new OutboundRequest(
                frozen.method(),
                OutboundUrl.parse(withQuery(frozen.url().fill(secrets::named), callout.authentication(), secrets)),
                headers,
                body,
                frozen.contentType(),
                callout.timeout(),
                tls);
    }

    private static Optional<OutboundRequest.Header> authentication(Authentication authentication, Secrets secrets) {
        return switch (authentication) {
            case Authentication.None n -> Optional.empty();
            case Authentication.Query q -> Optional.empty();
            case Authentication.OAuth2 o -> Optional.empty(); // its token is fetched when all else is there
            case Authentication.Basic(var username) -> {
                var pair = username + ":" + needed(secrets);
                var encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
                yield Optional.of(new OutboundRequest.Header("Authorization", "Basic " + encoded));
            }
            case Authentication.Bearer b ->
                Optional.of(new OutboundRequest.Header("Authorization", "Bearer " + needed(secrets)));
            case Authentication.Header(var name) -> Optional.of(new OutboundRequest.Header(name, needed(secrets)));
        };
    }

    private static String withQuery(String url, Authentication authentication, Secrets secrets) {
        if (!(authentication instanceof Authentication.Query(var name))) {
            return url;
        }
        var separator = url.indexOf('?') < 0 ? "?" : "&";
        return url + separator + Place.QUERY.escape(name) + "=" + Place.QUERY.escape(needed(secrets));
    }

    private static String needed(Secrets secrets) {
        var secret = secrets.auth();
        if (secret == null) {
            throw new IllegalArgumentException("the password, token or value of its authentication is missing");
        }
        return secret;
    }

    private Outcome outcome(
            Callout callout,
            OutboundRequest request,
            Answer answer,
            Masking masking,
            List<AttemptDetail.Earlier> earlier) {
        var address = answer.address() == null
                ? null
                : answer.address().getAddress().getHostAddress() + ":"
                        + answer.address().getPort();
        var detail = AttemptDetail.of(request, answer, masking, earlier).encode();
        return switch (answer) {
            case Answer.Unanswered unanswered ->
                new Outcome.TryAgain(
                        new Outcome.Report(null, masking.mask(unanswered.message()), address, detail),
                        Optional.empty());
            case Answer.Answered answered ->
                switch (callout.success().judge(answered)) {
                    case SuccessTest.Verdict.Success s ->
                        new Outcome.Delivered(new Outcome.Report(answered.status(), null, address, detail));
                    case SuccessTest.Verdict.Failure(var reason) -> {
                        var error = masking.mask(reason)
                                + elsewhere(callout, answered, masking)
                                + anonymous(callout, answered);
                        var report = new Outcome.Report(answered.status(), error, address, detail);
                        var never = callout.never();
                        yield never != null && never.contains(answered.status())
                                ? new Outcome.Refused(report)
                                : new Outcome.TryAgain(report, notBefore(callout, answered));
                    }
                };
        };
    }

    /** Where a redirect points, which somebody may want to put into the callout; empty for all other failures. */
    private static String elsewhere(Callout callout, Answer.Answered answered, Masking masking) {
        var location = answered.header("Location").orElse("");
        return answered.status() / 100 != 3
                        || location.isEmpty()
                        || callout.success().codes().contains(answered.status())
                ? ""
                : ", which points to %s; redirects are never followed"
                        .formatted(AttemptDetail.shownUrl(location, masking, LONGEST_LOCATION));
    }

    /** What a server that lets everybody shake hands, and then says 400 or 403, may mean by it; else empty. */
    private static String anonymous(Callout callout, Answer.Answered answered) {
        return answered.askedForCertificate() && callout.certificate() == null && answered.status() / 100 == 4
                ? "; it asked for a client certificate and got none: set tls.certificate and tls.key"
                : "";
    }

    private Optional<Duration> notBefore(Callout callout, Answer.Answered answered) {
        return callout.retryAfter()
                ? answered.header("Retry-After").flatMap(value -> RetryAfter.parse(value, clock.instant()))
                : Optional.empty();
    }
}
