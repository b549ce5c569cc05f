package dev.roundtrip.outbound;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** TLS as one profile has it. No other profile shares its sessions, so that none goes on under another's name. */
record TlsContext(SSLContext context, OwnCertificate own) {

    /** The encrypted side of a connection, before its handshake. */
    SSLSocket over(Socket socket, String host, int port) throws IOException {
        return (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, true);
    }
}
