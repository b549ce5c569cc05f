package dev.roundtrip.outbound;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows one certificate, or none, to every far end that asks, and remembers which did.
 *
 * <p>Java's own would show it only where its issuer is among those the far end names, and be silent about it where it is not. Who set a
 * certificate wants it shown, and hears from the far end what is wrong with it.
 */
final class OwnCertificate extends X509ExtendedKeyManager {
    private static final String ALIAS = "own";

    private final @Nullable PrivateKey key;
    private final List<X509Certificate> chain;
    private final Set<Socket> asked = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** @param key null shows none */
    OwnCertificate(@Nullable PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    /** Whether the far end of it has asked for a certificate, in a handshake that was done or failed. */
    boolean wasAskedOn(Socket socket) {
        return asked.contains(socket);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        if (socket != null) {
            asked.add(socket);
        }
        return key == null ? null : ALIAS;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return key == null ? null : new String[] {ALIAS};
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return key == null ? null : chain.toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return key;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null; // the desk is a client here
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
