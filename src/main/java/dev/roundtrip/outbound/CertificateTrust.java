package dev.roundtrip.outbound;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts whom another trusts, and when it does not, says so in words of ours: Java's speak of paths and anchors. */
final class CertificateTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager judge;
    private final String advice;

    /** @param advice what to do when the issuer is not known */
    CertificateTrust(X509ExtendedTrustManager judge, String advice) {
        this.judge = judge;
        this.advice = advice;
    }

    /** Thrown in place of Java's own; its message completes "the certificate of NAME …". */
    static final class Untrusted extends CertificateException {
        Untrusted(String words, CertificateException cause) {
            super(words, cause);
        }

        String words() {
            return String.valueOf(getMessage());
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judged(chain, () -> judge.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judged(chain, () -> judge.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judged(chain, () -> judge.checkServerTrusted(chain, authType));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("the desk is a client here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("the desk is a client here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("the desk is a client here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge.getAcceptedIssuers();
    }

    @FunctionalInterface
    private interface Judgement {
        void pass() throws CertificateException;
    }

    private void judged(X509Certificate[] chain, Judgement judgement) throws CertificateException {
        try {
            judgement.pass();
            // Java does not look at the dates of a certificate that is itself among the trusted ones, as a self-signed
            // one is.
            chain[0].checkValidity();
        } catch (CertificateException e) {
            throw new Untrusted(words(chain, e), e);
        }
    }

    private String words(X509Certificate[] chain, CertificateException fault) {
        for (int i = 0; i < chain.length; i++) {
            var certificate = chain[i];
            var whose = i == 0 ? "" : "rests on a certificate of " + subject(certificate) + " that ";
            try {
                certificate.checkValidity();
            } catch (CertificateExpiredException e) {
                return whose + "expired on " + day(certificate.getNotAfter());
            } catch (CertificateNotYetValidException e) {
                return whose + "is not valid before " + day(certificate.getNotBefore());
            }
        }
        var issuer = chain[chain.length - 1].getIssuerX500Principal().getName();
        return causedByMissingAnchor(fault)
                ? "is not trusted: it was issued by " + issuer + " (" + advice + ")"
                : "is not trusted: " + fault.getMessage();
    }

    private static boolean causedByMissingAnchor(@Nullable Throwable fault) {
        for (var cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException) {
                return true;
            }
        }
        return false;
    }

    private static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    static String day(Date date) {
        return DateTimeFormatter.ISO_LOCAL_DATE.format(date.toInstant().atOffset(ZoneOffset.UTC));
    }
}
