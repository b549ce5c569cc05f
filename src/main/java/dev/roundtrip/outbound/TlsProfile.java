package dev.roundtrip.outbound;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom a callout trusts over TLS, and what it shows of itself. There is no way to trust everybody: a desk that does not know whom
 * it talks to hands its credentials to anyone.
 *
 * @param ca          certificates in PEM of those who are trusted, and nobody else; null trusts whom the system trusts
 * @param certificate our own, in PEM, followed by its intermediates; null shows none
 * @param key         its private key in PEM, not encrypted; null exactly if the certificate is
 */
public record TlsProfile(
        @Nullable String ca,
        @Nullable String certificate,
        @Nullable String key) {
    public static final TlsProfile SYSTEM = new TlsProfile(null, null, null);

    /** A setting that it cannot be made of. */
    public static final class Fault extends IllegalArgumentException {
        private final String setting;
        private final String words;

        /** @param words without anything of a key */
        Fault(String setting, String words) {
            super(setting + " " + words);
            this.setting = setting;
            this.words = words;
        }

        /** {@code tls.ca}, {@code tls.certificate} or {@code tls.key}. */
        public String setting() {
            return setting;
        }

        /** What is wrong, to be read behind the setting: "holds no certificate". */
        public String words() {
            return words;
        }
    }

    /**
     * Reads what it is made of, so that a profile that exists works.
     *
     * @throws Fault naming the setting that cannot be read, never repeating a key
     */
    public TlsProfile {
        if (ca != null) {
            certificates("tls.ca", ca);
        }
        var chain = certificate == null ? null : certificates("tls.certificate", certificate);
        if (chain == null && key != null) {
            throw new Fault("tls.certificate", "is missing; tls.key belongs to one");
        }
        if (chain != null && key == null) {
            throw new Fault("tls.key", "is missing; without its private key tls.certificate cannot be shown");
        }
        if (chain != null && key != null) {
            KeyReader.read(key, chain);
        }
    }

    /** A certificate among those of a setting, and until when it holds. */
    public record Ending(String setting, String subject, Instant notAfter) {}

    /**
     * Until when its certificates hold. Of several of one subject in one setting the last counts: while an authority changes its own, both
     * stand there.
     *
     * @throws Fault as the profile itself would
     */
    public static List<Ending> endings(@Nullable String ca, @Nullable String certificate) {
        var found = new ArrayList<Ending>();
        endings("tls.ca", ca, found);
        endings("tls.certificate", certificate, found);
        return found;
    }

    private static void endings(String setting, @Nullable String pem, List<Ending> found) {
        var last = new LinkedHashMap<String, Instant>();
        for (var one : pem == null ? List.<X509Certificate>of() : certificates(setting, pem)) {
            last.merge(
                    one.getSubjectX500Principal().getName(),
                    one.getNotAfter().toInstant(),
                    (a, b) -> a.isAfter(b) ? a : b);
        }
        last.forEach((subject, end) -> found.add(new Ending(setting, subject, end)));
    }

    /** Something in the profile that is read and all the same of no use at that moment. */
    public record Outdated(String setting, String words) {}

    /** What of it has run out, or is not valid yet. */
    public List<Outdated> outdated(Instant now) {
        var found = new ArrayList<Outdated>();
        outdated("tls.ca", ca, now, found);
        outdated("tls.certificate", certificate, now, found);
        return found;
    }

    private static void outdated(String setting, @Nullable String pem, Instant now, List<Outdated> found) {
        for (var one : pem == null ? List.<X509Certificate>of() : certificates(setting, pem)) {
            if (now.isAfter(one.getNotAfter().toInstant())) {
                found.add(new Outdated(
                        setting, "%s expired on %s".formatted(subject(one), CertificateTrust.day(one.getNotAfter()))));
            } else if (now.isBefore(one.getNotBefore().toInstant())) {
                found.add(new Outdated(
                        setting,
                        "%s is not valid before %s".formatted(subject(one), CertificateTrust.day(one.getNotBefore()))));
            }
        }
    }

    private static String subject(X509Certificate certificate) {
        return "the certificate of " + certificate.getSubjectX500Principal().getName();
    }

    public static TlsProfile trusting(String ca) {
        return new TlsProfile(ca, null, null);
    }

    /** A context for this profile alone; costs a few milliseconds, so keep it. */
    TlsContext context() {
        try {
            var advice = ca == null ? "add the CA under tls.ca" : "the CA under tls.ca is another one";
            var context = SSLContext.getInstance("TLS");
            var own = own();
            context.init(new KeyManager[] {own}, new TrustManager[] {new CertificateTrust(trust(), advice)}, null);
            return new TlsContext(context, own);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java cannot set up TLS", e);
        }
    }

    @Override
    public String toString() {
        return "TLS trusting %s, %s"
                .formatted(
                        ca == null ? "the system" : "its own CA",
                        certificate == null ? "anonymous" : "with a certificate");
    }

    private X509ExtendedTrustManager trust() throws GeneralSecurityException, IOException {
        KeyStore anchors = null; // null is the system's
        if (ca != null) {
            anchors = emptyStore();
            for (var anchor : certificates("tls.ca", ca)) {
                anchors.setCertificateEntry("ca" + anchors.size(), anchor);
            }
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager trust) {
                return trust;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }

    private OwnCertificate own() {
        if (certificate == null || key == null) {
            return new OwnCertificate(null, List.of());
        }
        var chain = certificates("tls.certificate", certificate);
        return new OwnCertificate(KeyReader.read(key, chain), chain);
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<X509Certificate> certificates(String setting, String pem) {
        var found = new ArrayList<X509Certificate>();
        for (var block : Pem.blocks(setting, pem)) {
            if (!block.label().equals("CERTIFICATE")) {
                throw new Fault(
                        setting,
                        "holds a %s; only certificates belong there%s"
                                .formatted(
                                        block.label(),
                                        block.label().endsWith("PRIVATE KEY")
                                                ? ", and a private key under tls.key"
                                                : ""));
            }
            try {
                found.add((X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(block.bytes())));
            } catch (CertificateException | IllegalArgumentException e) {
                throw new Fault(
                        setting,
                        "cannot be read: certificate %d in it is damaged or not X.509".formatted(found.size() + 1));
            }
        }
        if (found.isEmpty()) {
            throw new Fault(setting, "holds no certificate; a PEM text begins with -----BEGIN CERTIFICATE-----");
        }
        return found;
    }
}
