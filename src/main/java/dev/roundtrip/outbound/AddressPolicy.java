package dev.roundtrip.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which addresses may be called. It knows no network: names are resolved elsewhere, and what comes out is judged here.
 *
 * <p>Everything that is not plainly public is shut until the operator opens it ({@code --outbound-allow}), and a few addresses stay
 * shut whatever he says, because nothing that closes an alert lives there and everything an attacker wants does. Java's own
 * predicates ({@code isSiteLocalAddress} and its like) are no guard: they know neither carrier-grade NAT nor the metadata services,
 * and see no IPv4 address inside an IPv6 one.
 */
public final class AddressPolicy {
    static final String OPTION = "--outbound-allow";

    private final List<Opening> openings;
    private final Supplier<Optional<InetSocketAddress>> own;

    private AddressPolicy(List<Opening> openings, Supplier<Optional<InetSocketAddress>> own) {
        this.openings = openings;
        this.own = own;
    }

    /** A policy for a desk without a practice receiver; see {@link #parse(String, Supplier)}. */
    public static AddressPolicy parse(String allow) {
        return parse(allow, Optional::empty);
    }

    /**
     * Reads the operator's list of what is open besides the public addresses.
     *
     * @param allow {@code 127.0.0.1/32:5665,10.0.0.0/8,[fd00::]/8:443,192.168.7.0/24:8000-8999}; may be blank
     * @param own   where this desk listens itself, asked at every check because the port is known only once it is bound
     * @throws IllegalArgumentException naming the entry that cannot be read, and a right one
     */
    public static AddressPolicy parse(String allow, Supplier<Optional<InetSocketAddress>> own) {
        var openings = Arrays.stream(allow.split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(Opening::parse)
                .toList();
        return new AddressPolicy(openings, own);
    }

    /** What the guard says. A refusal is one sentence: the address, why it is shut, and what would open it. */
    public sealed interface Verdict {
        record Allowed() implements Verdict {}

        record Refused(String message) implements Verdict {}
    }

    /** How a host is to be read. */
    sealed interface Reading {
        /** To be resolved. */
        record Name(String host) implements Reading {}

        record Literal(InetAddress address) implements Reading {}

        /** Neither a name nor an address that everybody reads alike. */
        record Refused(String message) implements Reading {}
    }

    /** What can be said when a callout is saved: names are not resolved here, for what they point at may change. */
    public Verdict saveCheck(OutboundUrl url) {
        if (ownPractice(url).isPresent()) {
            return new Verdict.Allowed();
        }
        return switch (literal(url.host())) {
            case Reading.Name _ -> new Verdict.Allowed();
            case Reading.Literal(var address) -> check(url.host(), address, url.port());
            case Reading.Refused(var message) -> new Verdict.Refused(message);
        };
    }

    /**
     * Judges one address that a host stands for, and whatever IPv4 address is packed inside it: both have to be open.
     *
     * @param host as in the URL, named in the refusal
     */
    Verdict check(String host, InetAddress address, int port) {
        var plain = AddressRange.address(address.getAddress());
        var found = new ArrayList<Finding>();
        for (var one : withEmbedded(plain)) {
            var shut = Shut.of(one);
            if (shut != null && (shut.always() || openings.stream().noneMatch(o -> o.opens(one, port)))) {
                found.add(new Finding(one, shut));
            }
        }
        return found.isEmpty() ? new Verdict.Allowed() : new Verdict.Refused(message(host, plain, port, found));
    }

    /**
     * The address to dial if the URL is this desk's own practice receiver: plain http, exactly the address and port it listens on
     * (or {@code localhost}, which is not asked of DNS), and a path that stays below {@code /practice/} however it is decoded.
     */
    Optional<InetSocketAddress> ownPractice(OutboundUrl url) {
        return own.get()
                .filter(me -> !url.secure()
                        && me.getAddress() != null
                        && me.getAddress().isLoopbackAddress()
                        && me.getPort() == url.port()
                        && (url.host().equals("localhost")
                                || literal(url.host())
                                        .equals(new Reading.Literal(AddressRange.address(
                                                me.getAddress().getAddress()))))
                        && staysBelowPractice(url.path()));
    }

    private static final Pattern QUAD = Pattern.compile(
            "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}", Pattern.UNICODE_CASE);

    /** Also `0x7f`, `0177`, `127.1` and `2130706433`: whatever some resolver would take for a number. */
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0[xX]\\p{XDigit}*)");

    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*", Pattern.CASE_INSENSITIVE);

    /**
     * Tells a literal address from a name, strictly. Libraries disagree about short, octal, hexadecimal and zoned spellings
     * (Java reads 0177.0.0.1 as 177.0.0.1, libc as 127.0.0.1), so that only the one spelling all of them share is an address.
     */
    static Reading literal(String host) {
        if (host.indexOf(':') >= 0) {
            return sixLiteral(host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host);
        }
        if (QUAD.matcher(host).matches()) {
            return new Reading.Literal(InetAddress.ofLiteral(host));
        }
        if (host.endsWith(".")) {
            return new Reading.Refused("host " + host + " ends in a dot; write it without");
        }
        if (ENDS_IN_NUMBER.matcher(host).matches()) {
            return new Reading.Refused(
                    "host " + host
                            + " is not an address that everybody reads alike; write four decimal numbers without leading zeros, as in 192.0.2.10");
        }
        if (!NAME.matcher(host).matches()) {
            return new Reading.Refused(
                    "the host holds characters that no host name has; write it with a-z, 0-9, - and ."
                            + " (a name in other letters in its xn-- form)");
        }
        return host.equalsIgnoreCase("metadata.google.internal")
                ? new Reading.Refused("host " + host + " is a cloud metadata service; it is never called, whatever "
                        + OPTION + " says")
                : new Reading.Name(host);
    }

    private static Reading sixLiteral(String host) {
        var tail = host.substring(host.lastIndexOf(':') + 1);
        boolean readable = host.chars().allMatch(c -> c < 0x7f && (Character.digit(c, 16) >= 0 || c == ':' || c == '.'))
                && (tail.indexOf('.') < 0 || QUAD.matcher(tail).matches());
        try {
            if (readable) {
                return new Reading.Literal(InetAddress.ofLiteral(host));
            }
        } catch (IllegalArgumentException e) {
            // Said below: the reader's own words would only repeat the host.
        }
        return new Reading.Refused("host [" + host.replaceAll("[^!-~]", "?")
                + "] is not an IPv6 address; write it as in [2001:db8::10], without a zone (%)");
    }

    private static boolean staysBelowPractice(String rawPath) {
        var segments = rawPath.split("/", -1);
        return segments.length > 2
                && segments[1].equals("practice")
                && Arrays.stream(segments, 2, segments.length - 1).noneMatch(String::isEmpty)
                && Arrays.stream(segments, 2, segments.length)
                        // A plus is a plus in a path; the decoder is made for forms.
                        .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                        .noneMatch(name -> name.equals(".")
                                || name.equals("..")
                                || name.chars().anyMatch(c -> c < 0x20 || "/\\;%".indexOf(c) >= 0));
    }

    /** The address, and the IPv4 addresses that a gateway on the way would take out of it. */
    private static List<InetAddress> withEmbedded(InetAddress address) {
        var all = new ArrayList<InetAddress>();
        all.add(address);
        if (address instanceof Inet6Address) {
            var bytes = address.getAddress();
            if (COMPATIBLE.contains(address) && !address.isAnyLocalAddress() && !address.isLoopbackAddress()) {
                all.add(four(bytes, 12, 0));
            } else if (NAT64.contains(address) || NAT64_LOCAL.contains(address)) {
                all.add(four(bytes, 12, 0));
            } else if (SIX_TO_FOUR.contains(address)) {
                all.add(four(bytes, 2, 0));
            } else if (TEREDO.contains(address)) {
                all.add(four(bytes, 4, 0)); // its server
                all.add(four(bytes, 12, 0xff)); // its client, every bit turned
            }
        }
        return all;
    }

    private static InetAddress four(byte[] bytes, int at, int turned) {
        var four = new byte[4];
        for (int i = 0; i < 4; i++) {
            four[i] = (byte) (bytes[at + i] ^ turned);
        }
        return AddressRange.address(four);
    }

    private record Finding(InetAddress address, Shut shut) {}

    private static String message(String host, InetAddress outer, int port, List<Finding> found) {
        var named = AddressRange.text(outer);
        var subject = literal(host) instanceof Reading.Name ? named + " (of " + host + ")" : named;
        var reasons = found.stream()
                .map(f -> f.address().equals(outer)
                        ? "is " + f.shut().words()
                        : "carries " + AddressRange.text(f.address()) + " in it, which is "
                                + f.shut().words())
                .collect(Collectors.joining(" and "));
        if (found.stream().anyMatch(f -> f.shut().always())) {
            return "address %s %s; it is never called, whatever %s says".formatted(subject, reasons, OPTION);
        }
        var line = found.stream().map(f -> Opening.line(f.address(), port)).collect(Collectors.joining(","));
        return "address %s %s; to allow it: %s %s".formatted(subject, reasons, OPTION, line);
    }

    /** One entry of the operator's list. */
    private record Opening(AddressRange range, int fromPort, int toPort) {
        private static final Pattern ENTRY = Pattern.compile(
                "(?:\\[(?<six>[^\\]]*)\\]|(?<bare>[^/\\[\\]]*?))(?:/(?<prefix>\\d{1,3}))?(?::(?<from>\\d{1,5})(?:-(?<to>\\d{1,5}))?)?");

        static Opening parse(String entry) {
            // Without a slash the colons of a bare IPv6 address and the one before a port cannot be told apart.
            boolean bareSix =
                    entry.indexOf('/') < 0 && entry.indexOf('[') < 0 && entry.indexOf(':') != entry.lastIndexOf(':');
            var parts = ENTRY.matcher(bareSix ? "[" + entry + "]" : entry);
            if (!parts.matches()) {
                throw bad(entry, "it is not an address block with an optional port");
            }
            var host = parts.group("six") != null ? parts.group("six") : parts.group("bare");
            if (!(literal(host) instanceof Reading.Literal(var base))
                    || (parts.group("six") != null && host.indexOf(':') < 0)) {
                throw bad(entry, "\"" + host + "\" is not an address (names are not resolved here)");
            }
            int bits = base.getAddress().length * 8;
            int from = parts.group("from") == null ? 1 : Integer.parseInt(parts.group("from"));
            int to = parts.group("to") != null
                    ? Integer.parseInt(parts.group("to"))
                    : parts.group("from") != null ? from : 65535;
            if (from < 1 || to > 65535 || from > to) {
                throw bad(entry, "ports are 1 to 65535, the lower first");
            }
            try {
                var prefix = parts.group("prefix");
                return new Opening(new AddressRange(base, prefix == null ? bits : Integer.parseInt(prefix)), from, to);
            } catch (IllegalArgumentException e) {
                throw bad(entry, String.valueOf(e.getMessage()));
            }
        }

        boolean opens(InetAddress address, int port) {
            return port >= fromPort && port <= toPort && range.contains(address);
        }

        static String line(InetAddress address, int port) {
            var text = AddressRange.text(address);
            return address instanceof Inet6Address ? "[" + text + "]/128:" + port : text + "/32:" + port;
        }

        private static IllegalArgumentException bad(String entry, String why) {
            return new IllegalArgumentException(
                    "%s: \"%s\" cannot be read: %s. Right is, for example, 127.0.0.1/32:5665,10.0.0.0/8,[fd00::]/8:8000-8999"
                            .formatted(OPTION, entry, why));
        }
    }

    private static final AddressRange COMPATIBLE = AddressRange.of("::/96");
    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");
    private static final AddressRange NAT64_LOCAL = AddressRange.of("64:ff9b:1::/48");
    private static final AddressRange SIX_TO_FOUR = AddressRange.of("2002::/16");
    private static final AddressRange TEREDO = AddressRange.of("2001::/32");
    private static final AddressRange GLOBAL_SIX = AddressRange.of("2000::/3");

    /**
     * Why a block is shut.
     *
     * @param words  completes "the address is …"
     * @param always not even the operator can open it
     */
    private record Shut(AddressRange range, String words, boolean always) {
        private static final Shut RESERVED_SIX = new Shut(AddressRange.of("::/0"), "reserved", false);

        /** The first row that holds the address speaks. Sources: the IANA special-purpose registries, and the clouds' own manuals. */
        private static final List<Shut> TABLE = List.of(
                always("169.254.169.254/32", "a cloud metadata address"),
                always("169.254.170.2/32", "a cloud metadata address (containers)"),
                always("169.254.170.23/32", "a cloud metadata address (containers)"),
                always("169.254.169.123/32", "a cloud metadata address (time)"),
                always("100.100.100.200/32", "a cloud metadata address"),
                always("192.0.0.192/32", "a cloud metadata address"),
                always("fd00:ec2::254/128", "a cloud metadata address"),
                always("fd00:ec2::23/128", "a cloud metadata address (containers)"),
                always("fd20:ce::254/128", "a cloud metadata address"),
                always("0.0.0.0/32", "the unspecified address"),
                always("255.255.255.255/32", "the broadcast address"),
                always("224.0.0.0/4", "multicast"),
                always("::/128", "the unspecified address"),
                always("ff00::/8", "multicast"),
                shut("0.0.0.0/8", "reserved (this network)"),
                shut("10.0.0.0/8", "private"),
                shut("100.64.0.0/10", "shared (carrier-grade NAT)"),
                shut("127.0.0.0/8", "loopback"),
                shut("169.254.0.0/16", "link-local"),
                shut("172.16.0.0/12", "private"),
                shut("192.0.0.0/24", "reserved (protocol assignments)"),
                shut("192.0.2.0/24", "reserved for documentation"),
                shut("192.88.99.0/24", "reserved (6to4 relays)"),
                shut("192.168.0.0/16", "private"),
                shut("198.18.0.0/15", "reserved for benchmarks"),
                shut("198.51.100.0/24", "reserved for documentation"),
                shut("203.0.113.0/24", "reserved for documentation"),
                shut("240.0.0.0/4", "reserved"),
                shut("::1/128", "loopback"),
                shut("::/96", "an IPv4-compatible address"),
                shut("64:ff9b::/96", "a NAT64 address"),
                shut("64:ff9b:1::/48", "a NAT64 address"),
                shut("100::/64", "reserved (discarded)"),
                shut("2001::/32", "a Teredo address"),
                shut("2001::/23", "reserved (protocol assignments)"),
                shut("2001:db8::/32", "reserved for documentation"),
                shut("2002::/16", "a 6to4 address"),
                shut("3fff::/20", "reserved for documentation"),
                shut("5f00::/16", "reserved (segment routing)"),
                shut("fc00::/7", "private (unique-local)"),
                shut("fe80::/10", "link-local"),
                shut("fec0::/10", "private (site-local)"));

        /** @return null if the address is public */
        static @Nullable Shut of(InetAddress address) {
            for (var row : TABLE) {
                if (row.range.contains(address)) {
                    return row;
                }
            }
            // Of IPv6 only one eighth is handed out as public; whatever is added one day is opened by a release.
            return address instanceof Inet6Address && !GLOBAL_SIX.contains(address) ? RESERVED_SIX : null;
        }

        private static Shut shut(String cidr, String words) {
            return new Shut(AddressRange.of(cidr), words, false);
        }

        private static Shut always(String cidr, String words) {
            return new Shut(AddressRange.of(cidr), words, true);
        }
    }
}
