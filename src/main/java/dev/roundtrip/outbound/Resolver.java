package dev.roundtrip.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns a name into the addresses it stands for. */
@FunctionalInterface
public interface Resolver {
    /** The resolver of the machine: its hosts file and its name servers. */
    Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /** @throws UnknownHostException if there is no such name, or nobody can say */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
