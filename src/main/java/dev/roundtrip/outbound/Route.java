package dev.roundtrip.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way to a target, all of it judged.
 *
 * @param addresses that may be dialled, in this order: the target's own, or the proxy's
 * @param proxy that stands there; null if the way is straight
 */
record Route(List<InetSocketAddress> addresses, @Nullable OutboundProxy proxy) {
    Route {
        addresses = List.copyOf(addresses);
    }

    static Route straight(List<InetAddress> addresses, int port) {
        return new Route(at(addresses, port), null);
    }

    static Route through(OutboundProxy proxy, List<InetAddress> addresses) {
        return new Route(at(addresses, proxy.port()), proxy);
    }

    private static List<InetSocketAddress> at(List<InetAddress> addresses, int port) {
        return addresses.stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }
}
