package dev.roundtrip.outbound;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is called without the proxy, as the operator lists it.
 *
 * @param names    hosts, in lower case
 * @param suffixes each with its dot in front: the names below a domain, and not the domain itself
 * @param blocks   of addresses
 */
record NoProxy(List<String> names, List<String> suffixes, List<AddressRange> blocks) {
    static final String OPTION = "--outbound-no-proxy";
    private static final String RIGHT = "icinga.acme.example,.lan,10.0.0.0/8";

    NoProxy {
        names = List.copyOf(names);
        suffixes = List.copyOf(suffixes);
        blocks = List.copyOf(blocks);
    }

    /**
     * Reads a list such as {@code icinga.acme.example,.lan,10.0.0.0/8,fd00::/8,192.0.2.7}; it may be blank.
     *
     * @throws IllegalArgumentException naming the entry that cannot be read, and a right one
     */
    static NoProxy parse(String list) {
        var names = new ArrayList<String>();
        var suffixes = new ArrayList<String>();
        var blocks = new ArrayList<AddressRange>();
        for (var entry : Arrays.stream(list.split(",", -1)).map(String::strip).toList()) {
            if (entry.isEmpty()) {
                continue;
            }
            if (entry.contains("@")) {
                throw new IllegalArgumentException(
                        "%s: an entry has an @ in it, and is not repeated here, for it may hold a password. Right is, for example, %s"
                                .formatted(OPTION, RIGHT));
            }
            int slash = entry.indexOf('/');
            var host = slash < 0 ? entry : entry.substring(0, slash);
            switch (AddressPolicy.literal(host.startsWith(".") ? host.substring(1) : host)) {
                case AddressPolicy.Reading.Literal(var address)
                when !host.startsWith(".") ->
                    blocks.add(block(entry, address, slash < 0 ? "" : entry.substring(slash + 1)));
                case AddressPolicy.Reading.Name(var name)
                when slash < 0 ->
                    (entry.startsWith(".") ? suffixes : names)
                            .add((entry.startsWith(".") ? "." : "") + name.toLowerCase(Locale.ROOT));
                case AddressPolicy.Reading.Refused(var message) -> throw bad(entry, message);
                default -> throw bad(entry, "it is neither a name, nor a suffix, nor a block of addresses");
            }
        }
        return new NoProxy(names, suffixes, blocks);
    }

    /** @param host as in a URL, in lower case */
    boolean covers(String host) {
        return names.contains(host) || suffixes.stream().anyMatch(host::endsWith);
    }

    /** Whether all of these lie in its blocks; not, if there are none. */
    boolean covers(List<InetAddress> addresses) {
        return !addresses.isEmpty()
                && addresses.stream().allMatch(address -> blocks.stream().anyMatch(block -> block.contains(address)));
    }

    private static AddressRange block(String entry, InetAddress address, String prefix) {
        try {
            return new AddressRange(
                    address, prefix.isEmpty() ? address.getAddress().length * 8 : Integer.parseInt(prefix));
        } catch (NumberFormatException e) {
            throw bad(entry, "\"" + prefix + "\" is no number of bits");
        } catch (IllegalArgumentException e) {
            throw bad(entry, String.valueOf(e.getMessage()));
        }
    }

    private static IllegalArgumentException bad(String entry, String why) {
        return new IllegalArgumentException(
                "%s: \"%s\" cannot be read: %s. Right is, for example, %s".formatted(OPTION, entry, why, RIGHT));
    }
}
