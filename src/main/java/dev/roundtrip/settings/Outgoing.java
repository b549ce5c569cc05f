package dev.roundtrip.settings;

/**
 * What the operator says about outgoing calls.
 *
 * @param allow what of the shut address ranges they may reach, as {@code --outbound-allow} takes it
 * @param proxy a forward proxy, with its password, as {@code --outbound-proxy} takes it; blank for none
 * @param noProxy what is called without it, as {@code --outbound-no-proxy} takes it
 */
public record Outgoing(String allow, String proxy, String noProxy) {
    /** Without a proxy. */
    public static Outgoing allowing(String allow) {
        return new Outgoing(allow, "", "");
    }

    /** Without the proxy's password. */
    @Override
    public String toString() {
        return "Outgoing[allow=%s, %s proxy, noProxy=%s]".formatted(allow, proxy.isBlank() ? "no" : "a", noProxy);
    }
}
