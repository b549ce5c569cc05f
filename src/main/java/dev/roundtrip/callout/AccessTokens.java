package dev.roundtrip.callout;

import dev.roundtrip.outbound.Deadline;
import dev.roundtrip.outbound.OutboundClient;
import dev.roundtrip.outbound.TlsProfile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where you go for the access tokens of callouts. One is fetched when it is first needed, kept in memory, used until shortly before its
 * end, and never in another's place: whatever changes about a callout or its secrets, the next call fetches anew.
 *
 * <p>However many calls of a callout need one, one of them fetches it, on its own thread and within its own deadline; the others wait
 * within theirs and share what comes of it. Only when that one ran out of time, or its process is ending, does another take over.
 */
final class AccessTokens {
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final Clock clock;
    private final OutboundClient client;
    private final String userAgent;
    private final Map<Long, Slot> slots = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();

    AccessTokens(Clock clock, OutboundClient client, String userAgent) {
        this.clock = clock;
        this.client = client;
        this.userAgent = userAgent;
    }

    /**
     * Who asks, and with what. All of it, because a token is masked together with the callout's other secrets, and because a person who
     * changes anything about a callout expects a fresh start.
     */
    record Account(
            Callout callout, Authentication.OAuth2 way, String secret, Map<String, String> secrets, TlsProfile tls) {
        /** @throws IllegalArgumentException when its secret is not there */
        static Account of(Callout callout, Authentication.OAuth2 way, Secrets secrets, TlsProfile tls) {
            var secret = secrets.auth();
            if (secret == null) {
                throw new IllegalArgumentException("the client secret of its authentication is missing");
            }
            return new Account(callout, way, secret, secrets.byName(), tls);
        }

        /** The address that is asked, without its query. */
        String where(Masking masking) {
            var whole = way.tokenUrl().split("[?#]", 2)[0];
            return AttemptDetail.shownUrl(whole, masking, TokenAnswer.SHOWN);
        }

        @Override
        public String toString() {
            return "the account of callout " + callout.id();
        }
    }

    private static final class Slot {
        private final Account account;
        private @Nullable AccessToken token; // guarded by this
        private @Nullable CompletableFuture<Optional<Grant>> fetch; // guarded by this

        Slot(Account account) {
            this.account = account;
        }
    }

    /**
     * A token that is good now.
     *
     * @param refused one that the far end has just not taken, so that another is wanted; null if there was none
     */
    Grant grant(Account account, @Nullable AccessToken refused, Deadline deadline) throws InterruptedException {
        var slot = slots.compute(
                account.callout().id(),
                (_, kept) -> kept != null && kept.account.equals(account) ? kept : new Slot(account));
        while (true) {
            var mine = new CompletableFuture<Optional<Grant>>();
            CompletableFuture<Optional<Grant>> theirs;
            synchronized (slot) {
                var kept = slot.token;
                if (kept != null && kept != refused && kept.isGoodAt(clock.instant())) {
                    return new Grant.Token(kept, null);
                }
                theirs = slot.fetch;
                if (theirs == null) {
                    slot.fetch = mine;
                }
            }
            if (theirs == null) {
                return fetched(slot, mine, deadline);
            }
            var shared = waitedFor(theirs, deadline);
            if (shared.isPresent() && !(shared.get() instanceof Grant.None none && none.isOutOfTime())) {
                return shared.get();
            }
            if (deadline.hasPassed()) {
                return none(
                        account, "no answer within " + deadline.words() + ", for which another call was waiting", null);
            }
        }
    }

    /**
     * Hides what the account has, and what the proxy on the way is shown.
     *
     * @param known tokens that were given out to it
     */
    Masking masking(Account account, List<String> known) {
        return Masking.of(account.callout(), Secrets.of(account.secrets()), known, client.proxyLogin());
    }

    /** How many calls wait for another's fetch. */
    int waiting() {
        return waiting.get();
    }

    private Optional<Grant> waitedFor(CompletableFuture<Optional<Grant>> theirs, Deadline deadline)
            throws InterruptedException {
        waiting.incrementAndGet();
        try {
            return theirs.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a fetch is never completed so", e);
        } finally {
            waiting.decrementAndGet();
        }
    }

    private Grant fetched(Slot slot, CompletableFuture<Optional<Grant>> mine, Deadline deadline)
            throws InterruptedException {
        Grant grant = null;
        try {
            grant = fetched(slot, deadline);
            return grant;
        } finally {
            synchronized (slot) {
                slot.fetch = null;
                if (grant instanceof Grant.Token got) {
                    slot.token = got.token();
                }
            }
            mine.complete(Optional.ofNullable(grant));
        }
    }

    private Grant fetched(Slot slot, Deadline deadline) throws InterruptedException {
        var account = slot.account;
        var request = TokenRequest.of(
                account.way(), account.secret(), userAgent, account.callout().timeout(), account.tls());
        var before = clock.instant();
        var fetch = new Grant.Fetch(request, client.send(request, deadline));
        return switch (TokenAnswer.of(fetch.answer(), masking(account, List.of()))) {
            case TokenAnswer.Refused(var words) -> none(account, words, fetch);
            case TokenAnswer.Given(var value, var life) -> {
                var until = life.map(l -> goodUntil(before, l)).orElse(null);
                yield new Grant.Token(new AccessToken(value, until, masking(account, known(slot, value))), fetch);
            }
        };
    }

    /** With the one before, which a far end may still tell of. */
    private static List<String> known(Slot slot, String value) {
        synchronized (slot) {
            return slot.token == null ? List.of(value) : List.of(value, slot.token.value());
        }
    }

    /** A little before its end, for it still has to travel; and clocks differ. */
    private static Instant goodUntil(Instant from, Duration life) {
        var tenth = life.dividedBy(10);
        return from.plus(life).minus(tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN);
    }

    private Grant.None none(Account account, String words, Grant.@Nullable Fetch fetch) {
        return new Grant.None(
                "no access token from " + account.where(masking(account, List.of())) + ": " + words, fetch);
    }
}
