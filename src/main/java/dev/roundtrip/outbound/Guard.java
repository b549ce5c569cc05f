package dev.roundtrip.outbound;

import dev.roundtrip.outbound.Answer.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the way to a target and sees to it that every address on it may be called: the target's, and the proxy's where one stands there.
 *
 * <p>With a proxy a name is judged as far as it is known here, and what the proxy gets is the name: it decides by names, and looks them up
 * itself. A name that only the proxy knows is the proxy's to judge.
 */
final class Guard {
    /** A name that only the proxy needs to know is not waited for as long as a call may take. */
    private static final Duration A_LOOK = Duration.ofSeconds(2);

    private final AddressPolicy policy;
    private final @Nullable OutboundProxy proxy;

    Guard(AddressPolicy policy, @Nullable OutboundProxy proxy) {
        this.policy = policy;
        this.proxy = proxy;
    }

    /** Looks a name up as long as whoever asks has time. */
    interface Looking {
        /**
         * @param most no longer than that, nor than leaves time for the call; null as long as there is time
         * @throws UnknownHostException if there is no such name, or nobody can say
         * @throws TimeoutException     if nobody could say in time
         */
        List<InetAddress> resolve(String name, @Nullable Duration most)
                throws UnknownHostException, TimeoutException, InterruptedException;

        /** Whether there is no time for anything else. */
        boolean isOutOfTime();
    }

    /**
     * The way to a target.
     *
     * @throws NoAnswer         with what is wrong: an address that is shut, a name that nobody knows
     * @throws TimeoutException if a name could not be looked up in time
     */
    Route route(OutboundUrl url, Looking names) throws NoAnswer, TimeoutException, InterruptedException {
        var practice = policy.ownPractice(url);
        if (practice.isPresent()) {
            return Route.straight(List.of(practice.get().getAddress()), url.port());
        }
        if (proxy == null || proxy.except().covers(url.host())) {
            return Route.straight(judged(url.host(), url.port(), candidates(url.host(), names)), url.port());
        }
        var known = judged(url.host(), url.port(), asFarAsKnown(url.host(), names));
        return proxy.except().covers(known) || isThisMachine(known)
                ? Route.straight(known, url.port())
                : through(proxy, names);
    }

    /**
     * Judges what a target is known to stand for, without asking for more than a look-up of its name.
     *
     * @throws NoAnswer if it may not be called as things stand
     */
    void judge(OutboundUrl url, Looking names) throws NoAnswer, InterruptedException {
        if (policy.ownPractice(url).isEmpty()) {
            try {
                judged(url.host(), url.port(), asFarAsKnown(url.host(), names));
            } catch (TimeoutException e) {
                // What nobody knows yet is no objection.
            }
        }
    }

    private Route through(OutboundProxy proxy, Looking names) throws NoAnswer, TimeoutException, InterruptedException {
        try {
            return Route.through(proxy, judged(proxy.host(), proxy.port(), candidates(proxy.host(), names)));
        } catch (NoAnswer e) {
            throw new NoAnswer(
                    e.trouble().kind(),
                    "the proxy cannot be used: " + e.trouble().words());
        }
    }

    private static List<InetAddress> candidates(String host, Looking names)
            throws NoAnswer, TimeoutException, InterruptedException {
        return switch (AddressPolicy.literal(host)) {
            case AddressPolicy.Reading.Refused(var message) -> throw new NoAnswer(Kind.REFUSED_ADDRESS, message);
            case AddressPolicy.Reading.Literal(var literal) -> List.of(literal);
            case AddressPolicy.Reading.Name(var name) -> {
                try {
                    yield names.resolve(name, null);
                } catch (UnknownHostException e) {
                    throw new NoAnswer(
                            Kind.DNS,
                            "the name " + name
                                    + " could not be resolved: no address is known for it, or no name server answered");
                }
            }
        };
    }

    /** Nothing for a name that is not known here. */
    private static List<InetAddress> asFarAsKnown(String host, Looking names)
            throws NoAnswer, TimeoutException, InterruptedException {
        if (!(AddressPolicy.literal(host) instanceof AddressPolicy.Reading.Name(var name))) {
            return candidates(host, names);
        }
        try {
            return names.resolve(name, A_LOOK);
        } catch (UnknownHostException e) {
            return List.of();
        } catch (TimeoutException e) {
            if (names.isOutOfTime()) {
                throw e;
            }
            return List.of();
        }
    }

    private List<InetAddress> judged(String host, int port, List<InetAddress> candidates) throws NoAnswer {
        var judged = new LinkedHashSet<InetAddress>();
        for (var candidate : candidates) {
            // One bad address refuses the name: whoever mixes them hopes that we try them in turn.
            if (policy.check(host, candidate, port) instanceof AddressPolicy.Verdict.Refused(var message)) {
                throw new NoAnswer(Kind.REFUSED_ADDRESS, message);
            }
            judged.add(AddressRange.address(candidate.getAddress()));
        }
        return List.copyOf(judged);
    }

    private static boolean isThisMachine(List<InetAddress> addresses) {
        return !addresses.isEmpty() && addresses.stream().allMatch(InetAddress::isLoopbackAddress);
    }
}
