package dev.roundtrip.outbound;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
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
 * @param key         its private key, unencrypted PKCS #8 in PEM; null exactly if the certificate is
 */
public record TlsProfile(
        @Nullable String ca,
        @Nullable String certificate,
        @Nullable String key) {
    public static final TlsProfile SYSTEM = new TlsProfile(null, null, null);

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    /**
     * Reads what it is made of, so that a profile that exists works.
     *
     * @throws IllegalArgumentException naming the setting that cannot be read, never repeating a key
     */
    public TlsProfile {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("tls.certificate and tls.key belong together; one of them is missing");
        }
        if (ca != null) {
            certificates("tls.ca", ca);
        }
        if (certificate != null && key != null) {
            privateKey(key, certificates("tls.certificate", certificate).getFirst());
        }
    }

    public static TlsProfile trusting(String ca) {
        return new TlsProfile(ca, null, null);
    }

    /** A context for this profile alone; costs a few milliseconds, so keep it. */
    SSLContext context() {
        try {
            var advice = ca == null ? "add the CA under tls.ca" : "the CA under tls.ca is another one";
            var context = SSLContext.getInstance("TLS");
            context.init(keys(), new TrustManager[] {new CertificateTrust(trust(), advice)}, null);
            return context;
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

    private KeyManager @Nullable [] keys() throws GeneralSecurityException, IOException {
        if (certificate == null || key == null) {
            return null;
        }
        var chain = certificates("tls.certificate", certificate);
        var store = emptyStore();
        var noPassword = new char[0]; // the store never leaves memory
        store.setKeyEntry("own", privateKey(key, chain.getFirst()), noPassword, chain.toArray(X509Certificate[]::new));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, noPassword);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<X509Certificate> certificates(String setting, String pem) {
        var found = new ArrayList<X509Certificate>();
        var blocks = PEM.matcher(pem);
        while (blocks.find()) {
            if (!blocks.group(1).equals("CERTIFICATE")) {
                throw new IllegalArgumentException(
                        setting + " holds a " + blocks.group(1) + "; only certificates belong there");
            }
            try {
                var block = new ByteArrayInputStream(blocks.group().getBytes(StandardCharsets.US_ASCII));
                found.add((X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(block));
            } catch (CertificateException e) {
                throw new IllegalArgumentException(
                        "certificate %d of %s cannot be read: it is damaged or not X.509"
                                .formatted(found.size() + 1, setting),
                        e);
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    setting + " holds no certificate; a PEM text begins with -----BEGIN CERTIFICATE-----");
        }
        return found;
    }

    private static PrivateKey privateKey(String pem, X509Certificate certificate) {
        var block = PEM.matcher(pem);
        if (!block.find() || !block.group(1).equals("PRIVATE KEY")) {
            throw new IllegalArgumentException(
                    "tls.key is not an unencrypted PKCS #8 key in PEM (-----BEGIN PRIVATE KEY-----);"
                            + " openssl pkcs8 -topk8 -nodes -in old.key makes one");
        }
        try {
            var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(2)));
            return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                    .generatePrivate(encoded);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Without the cause: the reader's message may quote what it choked on.
            throw new IllegalArgumentException("tls.key cannot be read as a %s key, which tls.certificate asks for"
                    .formatted(certificate.getPublicKey().getAlgorithm()));
        }
    }
}
