package dev.roundtrip.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority that lives as long as a test. Java can read certificates but has no public way to make one; these few
 * lines of DER do, in a millisecond and without a keytool process for each.
 */
public final class TestCa {
    /** Before the time of any clock of a test, the real one and those that stand still. */
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private static final Duration SOME_DAYS = Duration.ofDays(30);

    private final String name;
    private final KeyPair keys = keys();
    private final X509Certificate certificate;

    private TestCa(String name) {
        this.name = name;
        this.certificate = signed(name, keys, LONG_AGO, Instant.now().plus(SOME_DAYS), List.of(), true);
    }

    /** A new authority with a key of its own. */
    public static TestCa named(String name) {
        return new TestCa(name);
    }

    /** Its certificate in PEM, as {@code tls.ca} takes it. */
    public String pem() {
        return Identity.pem("CERTIFICATE", encoded(certificate));
    }

    /** TLS that trusts this authority and no other. */
    public SSLContext trust() {
        try {
            var anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, null);
            anchors.setCertificateEntry(name, certificate);
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(anchors);
            var context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java cannot trust " + name, e);
        }
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** A certificate that is valid now, for DNS names and literal addresses. */
    public Identity issues(String... names) {
        return issued(LONG_AGO, Instant.now().plus(SOME_DAYS), names);
    }

    /** One whose time is over then. */
    public Identity issuesUntil(Instant end, String... names) {
        return issued(LONG_AGO, end, names);
    }

    /** One whose time was over on 2020-01-31. */
    public Identity issuesExpired(String... names) {
        return issued(LONG_AGO, LONG_AGO.plus(SOME_DAYS), names);
    }

    private Identity issued(Instant from, Instant to, String... names) {
        var own = keys();
        return new Identity(signed(names[0], own, from, to, List.of(names), false), own.getPrivate());
    }

    /** A certificate and its key. */
    public record Identity(X509Certificate certificate, PrivateKey key) {
        public String certificatePem() {
            return pem("CERTIFICATE", encoded(certificate));
        }

        /** PKCS #8, not encrypted. */
        public String keyPem() {
            return pem("PRIVATE KEY", key.getEncoded());
        }

        private static String pem(String what, byte[] der) {
            return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n"
                    .formatted(
                            what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
        }
    }

    private X509Certificate signed(
            String subject, KeyPair of, Instant from, Instant to, List<String> names, boolean authority) {
        try {
            var algorithm = sequence(oid("1.2.840.10045.4.3.2")); // ecdsa-with-SHA256
            var extensions = new ArrayList<byte[]>();
            if (authority) {
                var isCa = sequence(der(0x01, new byte[] {(byte) 0xff}));
                extensions.add(sequence(oid("2.5.29.19"), der(0x01, new byte[] {(byte) 0xff}), der(0x04, isCa)));
            }
            if (!names.isEmpty()) {
                extensions.add(sequence(oid("2.5.29.17"), der(0x04, sequence(alternatives(names)))));
            }
            var body = sequence(
                    der(0xa0, integer(BigInteger.TWO)), // version 3
                    integer(new BigInteger(64, new SecureRandom()).setBit(62)),
                    algorithm,
                    commonName(name),
                    sequence(time(from), time(to)),
                    commonName(subject),
                    of.getPublic().getEncoded(),
                    der(0xa3, sequence(extensions.toArray(byte[][]::new))));
            var signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(keys.getPrivate());
            signer.update(body);
            var whole = sequence(body, algorithm, der(0x03, joined(new byte[] {0}, signer.sign())));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot make a certificate", e);
        }
    }

    private static byte[][] alternatives(List<String> names) {
        return names.stream()
                .map(name -> name.matches("[0-9.]+|.*:.*")
                        ? der(0x87, InetAddress.ofLiteral(name).getAddress())
                        : der(0x82, name.getBytes(StandardCharsets.US_ASCII)))
                .toArray(byte[][]::new);
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no elliptic curves", e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that cannot be written down", e);
        }
    }

    private static byte[] commonName(String name) {
        return sequence(der(0x31, sequence(oid("2.5.4.3"), der(0x0c, name.getBytes(StandardCharsets.UTF_8)))));
    }

    private static byte[] time(Instant at) {
        var text = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").format(at.atOffset(ZoneOffset.UTC));
        return der(0x18, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] integer(BigInteger value) {
        return der(0x02, value.toByteArray());
    }

    private static byte[] oid(String dotted) {
        var parts = dotted.split("\\.", -1);
        var content = new ByteArrayOutputStream();
        content.write(Integer.parseInt(parts[0]) * 40 + Integer.parseInt(parts[1]));
        for (int i = 2; i < parts.length; i++) {
            int part = Integer.parseInt(parts[i]);
            for (int shift = 28; shift > 0; shift -= 7) {
                if (part >> shift != 0) {
                    content.write((part >> shift & 0x7f) | 0x80);
                }
            }
            content.write(part & 0x7f);
        }
        return der(0x06, content.toByteArray());
    }

    private static byte[] sequence(byte[]... parts) {
        return der(0x30, joined(parts));
    }

    private static byte[] der(int tag, byte[] content) {
        var whole = new ByteArrayOutputStream();
        whole.write(tag);
        if (content.length < 0x80) {
            whole.write(content.length);
        } else if (content.length < 0x100) { // DER has one way to write a length, the shortest
            whole.write(0x81);
            whole.write(content.length);
        } else {
            whole.write(0x82);
            whole.write(content.length >> 8);
            whole.write(content.length & 0xff);
        }
        whole.writeBytes(content);
        return whole.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        var whole = new ByteArrayOutputStream();
        for (var part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
