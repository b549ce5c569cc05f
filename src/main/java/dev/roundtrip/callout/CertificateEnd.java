package dev.roundtrip.callout;

import java.time.Instant;

/**
 * A certificate that calls of a callout rest on, and until when it holds.
 *
 * @param name the target's host, with its port unless that is the usual one; else the certificate's subject
 */
public record CertificateEnd(Callout callout, Whose whose, String name, Instant notAfter) {
    /** Whose it is. */
    public enum Whose {
        /** shown by the callout's target, or by who gives out its access tokens */
        TARGET,
        /** shown to the target: the client certificate, with its intermediates */
        OWN,
        /** a private certification authority's that the callout trusts */
        AUTHORITY
    }
}
