package dev.roundtrip.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.StringJoiner;

/**
 * A block of addresses in CIDR form, {@code 10.0.0.0/8} or {@code fd00::/8}. IPv4 and IPv6 never contain each other.
 *
 * @param base   the first address of the block
 * @param prefix how many leading bits are fixed: 0 to 32, or 0 to 128
 */
record AddressRange(InetAddress base, int prefix) {
    AddressRange {
        int bits = base.getAddress().length * 8;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("the prefix of " + text(base) + " is 0 to " + bits + ", not " + prefix);
        }
        var first = masked(base, prefix);
        if (!first.equals(base)) {
            throw new IllegalArgumentException(
                    "%s/%d does not begin its block; write %s/%d for the block or %s/%d for the one address"
                            .formatted(text(base), prefix, text(first), prefix, text(base), bits));
        }
    }

    /** @param cidr as in our own tables, known to be right */
    static AddressRange of(String cidr) {
        int slash = cidr.indexOf('/');
        return new AddressRange(
                InetAddress.ofLiteral(cidr.substring(0, slash)), Integer.parseInt(cidr.substring(slash + 1)));
    }

    boolean contains(InetAddress address) {
        return address.getAddress().length == base.getAddress().length
                && masked(address, prefix).equals(base);
    }

    @Override
    public String toString() {
        return text(base) + "/" + prefix;
    }

    /** An address as people write it: IPv6 with its longest run of zeros left out (RFC 5952). */
    static String text(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        var bytes = address.getAddress();
        var groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
        }
        int longestAt = -1;
        int longest = 1; // a single zero is written out
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && groups[i + run] == 0) {
                run++;
            }
            if (run > longest) {
                longest = run;
                longestAt = i;
            }
        }
        return longestAt < 0
                ? hex(groups, 0, 8)
                : hex(groups, 0, longestAt) + "::" + hex(groups, longestAt + longest, 8);
    }

    static InetAddress address(byte... bytes) {
        try {
            return InetAddress.getByAddress(bytes); // an IPv4-mapped one comes out as the IPv4 address it is
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length, e);
        }
    }

    private static String hex(int[] groups, int from, int to) {
        var text = new StringJoiner(":");
        Arrays.stream(groups, from, to).forEach(group -> text.add(Integer.toHexString(group)));
        return text.toString();
    }

    private static InetAddress masked(InetAddress address, int prefix) {
        var bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.clamp(prefix - 8L * i, 0, 8);
            bytes[i] &= (byte) (0xff00 >> kept);
        }
        return address(bytes);
    }
}
