package dev.roundtrip.settings;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The proxies in front of the desk that are believed when they say who asked, and how: {@code X-Forwarded-For} and {@code -Proto}. What
 * anybody else says in such headers is passed over.
 *
 * @param addresses as the system writes them; none where nothing is in front of the desk
 */
public record TrustedProxies(List<String> addresses) {
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    public TrustedProxies {
        addresses = List.copyOf(addresses);
    }

    /**
     * @param list addresses with commas between them; blank for none
     * @throws IllegalArgumentException naming what is none
     */
    public static TrustedProxies of(String list) {
        return new TrustedProxies(Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .map(TrustedProxies::address)
                .toList());
    }

    private static String address(String text) {
        try {
            return InetAddress.ofLiteral(text).getHostAddress();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--trusted-proxies \"%s\": the address of a proxy, such as 10.0.0.5 or ::1; several with commas between them"
                            .formatted(text),
                    e);
        }
    }

    public boolean isNone() {
        return addresses.isEmpty();
    }

    /** As a pattern that matches these addresses and no other. */
    public String pattern() {
        return addresses.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    }
}
