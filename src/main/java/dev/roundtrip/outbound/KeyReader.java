package dev.roundtrip.outbound;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Reads a private key in PEM, and sees to it that it is the one of a certificate. No message shows anything of it. */
final class KeyReader {
    private static final String SETTING = "tls.key";
    private static final Set<String> KINDS = Set.of("RSA", "RSASSA-PSS", "EC");
    private static final String CONVERT = "openssl pkey -in FILE -out client.key";

    private KeyReader() {}

    /**
     * @param chain the key's certificate first
     * @throws TlsProfile.Fault saying what is wrong, and with what command it can be put right
     */
    static PrivateKey read(String pem, List<X509Certificate> chain) {
        var own = chain.getFirst().getPublicKey();
        if (!KINDS.contains(own.getAlgorithm())) {
            throw new TlsProfile.Fault(
                    "tls.certificate", "has a key of kind " + own.getAlgorithm() + "; TLS takes RSA and EC here");
        }
        var key = decoded(block(pem), own);
        if (!belong(key, own)) {
            throw fault(another(key, chain));
        }
        return key;
    }

    private static Pem block(String pem) {
        var keys = Pem.blocks(SETTING, pem).stream()
                .filter(block -> block.label().endsWith("PRIVATE KEY"))
                .toList();
        if (keys.isEmpty()) {
            throw fault("holds no private key; a PEM text begins with -----BEGIN PRIVATE KEY-----");
        }
        if (keys.size() > 1) {
            throw fault("holds %d private keys; the one of tls.certificate belongs there".formatted(keys.size()));
        }
        return keys.getFirst();
    }

    private static PrivateKey decoded(Pem block, PublicKey own) {
        // Before PKCS #8 it was said in lines of its own that a key is encrypted.
        if (block.label().startsWith("ENCRYPTED") || block.content().contains("ENCRYPTED")) {
            throw fault("is encrypted, and nobody is there to type its passphrase when a desk calls; " + CONVERT
                    + " writes it without one, and the desk seals it");
        }
        try {
            return switch (block.label()) {
                case "PRIVATE KEY" -> key(block.bytes(), own);
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> key(inPkcs8(block.bytes(), own), own);
                case "OPENSSH PRIVATE KEY" ->
                    throw fault("is a key of OpenSSH; ssh-keygen -p -N \"\" -m PKCS8 -f FILE makes it one in PKCS #8");
                default ->
                    throw fault("is a %s, which is not known here; %s makes it one in PKCS #8"
                            .formatted(block.label(), CONVERT));
            };
        } catch (TlsProfile.Fault e) {
            throw e;
        } catch (GeneralSecurityException | RuntimeException e) {
            // Without the cause: the reader's message may quote what it choked on.
            throw fault("is damaged, or no %s key, as that of tls.certificate is".formatted(own.getAlgorithm()));
        }
    }

    private static PrivateKey key(byte[] pkcs8, PublicKey own) throws GeneralSecurityException {
        return KeyFactory.getInstance(own.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    private static boolean belong(PrivateKey key, PublicKey certified) {
        if (key instanceof RSAKey one && certified instanceof RSAKey other) {
            return one.getModulus().equals(other.getModulus());
        }
        try {
            var something = new byte[32];
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(something);
            var signed = signature.sign();
            signature.initVerify(certified);
            signature.update(something);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // of another curve, or of none that this Java has
        }
    }

    private static String another(PrivateKey key, List<X509Certificate> chain) {
        for (int i = 1; i < chain.size(); i++) {
            if (belong(key, chain.get(i).getPublicKey())) {
                return "belongs to certificate %d of tls.certificate; its own has to come first, then its issuers"
                        .formatted(i + 1);
            }
        }
        return "does not belong to tls.certificate, which is that of "
                + chain.getFirst().getSubjectX500Principal().getName();
    }

    private static TlsProfile.Fault fault(String words) {
        return new TlsProfile.Fault(SETTING, words);
    }

    // ---- the older forms: what PKCS #8 says beside the key (its kind, its curve) the certificate says too

    private static byte[] inPkcs8(byte[] key, PublicKey own) {
        return der(0x30, der(0x02, new byte[1]), algorithm(own.getEncoded()), der(0x04, key));
    }

    /** The first part of a public key, which is a sequence of its kind and its bits. */
    private static byte[] algorithm(byte[] publicKey) {
        int from = contentAt(publicKey, 0);
        int content = contentAt(publicKey, from);
        return Arrays.copyOfRange(publicKey, from, content + length(publicKey, from));
    }

    private static int contentAt(byte[] der, int tag) {
        int first = der[tag + 1] & 0xff;
        return tag + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] der, int tag) {
        int first = der[tag + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = tag + 2; i < contentAt(der, tag); i++) {
            length = (length << 8) | (der[i] & 0xff);
        }
        return length;
    }

    private static byte[] der(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        var head = length < 0x80
                ? new byte[] {(byte) tag, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x83, (byte) (length >> 16), (byte) (length >> 8), (byte) length};
        var whole = Arrays.copyOf(head, head.length + length);
        int at = head.length;
        for (var part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }
}
