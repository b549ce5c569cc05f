package dev.roundtrip.outbound;

import dev.roundtrip.outbound.Answer.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/**
 * Why there is no answer, made from where the exchange stood and what was thrown at it. HttpCore's own messages are never passed on:
 * they may quote what came over the wire, and that may echo a secret.
 *
 * @param words a sentence a person can act on
 */
record Trouble(Kind kind, String words) {
    /** The deadline came first. */
    static Trouble late(Course at) {
        var where = at.where();
        return new Trouble(
                Kind.TIMEOUT,
                "no answer within " + at.deadline().words() + ": "
                        + switch (at.stage()) {
                            case RESOLVING -> "still looking up the name " + where;
                            case CONNECTING -> "still connecting to " + where;
                            case TUNNELLING -> "connected to %s, waiting for a way to %s".formatted(where, at.target());
                            case SHAKING_HANDS -> "connected to " + where + ", amid the TLS handshake";
                            case SENDING -> "connected to " + where + ", still sending the request";
                            case WAITING -> "connected to " + where + ", waiting for headers";
                            case READING ->
                                "status %d from %s, its body still coming (%,d bytes so far)"
                                        .formatted(at.status(), where, at.received());
                        });
    }

    /** One address did not take the connection; others may. */
    static String connecting(IOException e, Course at) {
        return switch (e) {
            case SocketTimeoutException _ -> "nothing answers at " + at.where();
            case NoRouteToHostException _ -> "there is no route to " + at.where();
            case ConnectException refused
            when String.valueOf(refused.getMessage()).contains("refused") -> "connection refused by " + at.where();
            default -> "no connection to " + at.where() + ": " + e.getMessage();
        };
    }

    static String wrongName(X509Certificate shown, Course at) {
        return "the certificate of %s is for %s, not for %s"
                .formatted(at.where(), namesIn(shown), at.request().url().host());
    }

    /** @param e what the exchange ended with, other than its deadline */
    static Trouble of(Exception e, Course at) {
        if (at.stage() == Course.Stage.SHAKING_HANDS || e instanceof SSLException) {
            return new Trouble(Kind.TLS, tls(e, at));
        }
        if (at.ended()) { // whatever was missing then, it is because nothing more came
            return new Trouble(Kind.RESET, hungUp("closed the connection", at));
        }
        return switch (e) {
            case MessageConstraintException _ ->
                new Trouble(
                        Kind.PROTOCOL,
                        "the head of the answer of %s is too long; at most %d headers and lines of %,d bytes are read"
                                .formatted(at.where(), Wire.MOST_HEADERS, Wire.LONGEST_LINE));
            case MalformedChunkCodingException broken
            when !(broken instanceof TruncatedChunkException) ->
                new Trouble(
                        Kind.PROTOCOL,
                        "status %d from %s, but its chunked body is not valid HTTP".formatted(at.status(), at.where()));
            case HttpException _ ->
                new Trouble(Kind.PROTOCOL, "what %s answers is not valid HTTP/1.1".formatted(at.where()));
            default -> new Trouble(Kind.RESET, hungUp("reset the connection", at));
        };
    }

    private static String hungUp(String how, Course at) {
        return switch (at.stage()) {
            case READING ->
                "status %d from %s, which then %s before the end of the body (after %,d bytes)"
                        .formatted(at.status(), at.where(), how, at.received());
            case SENDING -> "%s %s while the request was being sent%s".formatted(at.where(), how, hint(at));
            default -> "%s %s without an answer%s".formatted(at.where(), how, hint(at));
        };
    }

    /**
     * In TLS 1.3 a server learns that we have no certificate only after we believe the handshake done. Its alert then races the reset that
     * our request provokes, and mostly loses.
     */
    private static String hint(Course at) {
        return at.stage() != Course.Stage.TUNNELLING
                        && at.request().url().secure()
                        && at.request().tls().certificate() == null
                ? ", as a server does that asks for a client certificate (tls.certificate and tls.key)"
                : "";
    }

    private static String tls(Exception e, Course at) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateTrust.Untrusted untrusted) {
                return "the certificate of %s %s".formatted(at.where(), untrusted.words());
            }
        }
        var said = String.valueOf(e.getMessage());
        boolean anonymous = at.request().tls().certificate() == null;
        if (said.contains("certificate_required") || (said.contains("bad_certificate") && anonymous)) {
            return at.where() + " asks for a client certificate (set tls.certificate and tls.key)";
        }
        if (said.contains("Unsupported or unrecognized SSL message")) {
            return at.where() + " does not speak TLS; is the URL to begin with http:// ?";
        }
        return e instanceof SSLException && !said.contains("terminated the handshake")
                ? "TLS with %s failed: %s".formatted(at.where(), said)
                : at.where() + " hung up during the TLS handshake";
    }

    private static String namesIn(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            if (names != null) {
                // Each is a pair of kind and value; the kinds 2 and 7 are DNS names and addresses.
                var readable = names.stream()
                        .filter(name -> Integer.valueOf(2).equals(name.get(0))
                                || Integer.valueOf(7).equals(name.get(0)))
                        .map(name -> String.valueOf(name.get(1)))
                        .limit(5)
                        .collect(Collectors.joining(", "));
                if (!readable.isEmpty()) {
                    return readable;
                }
            }
        } catch (CertificateParsingException e) {
            // It names nobody whom we could read, so the subject has to do.
        }
        return certificate.getSubjectX500Principal().getName();
    }
}
