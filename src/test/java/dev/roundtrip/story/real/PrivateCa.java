package dev.roundtrip.story.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority nobody trusts but who is told to, and one certificate of it for a server on loopback. */
record PrivateCa(Path certificate, Path serverCertificate, Path serverKey) {

    /** Makes both with openssl (3.0 or newer), in the folder {@code tls} of {@code scratch}; the server is called {@code name}. */
    static PrivateCa in(Scratch scratch, String name) throws IOException {
        var folder = Files.createDirectory(scratch.folder().resolve("tls"));
        certificate(folder, "ca", "Private CA", "-addext", "keyUsage=critical,keyCertSign");
        certificate(
                folder,
                "server",
                name,
                "-CA",
                "ca.crt",
                "-CAkey",
                "ca.key",
                "-addext",
                "basicConstraints=critical,CA:FALSE",
                "-addext",
                "subjectAltName=IP:127.0.0.1,DNS:localhost");
        return new PrivateCa(folder.resolve("ca.crt"), folder.resolve("server.crt"), folder.resolve("server.key"));
    }

    private static void certificate(Path folder, String file, String name, String... options) throws IOException {
        var command = new ArrayList<>(List.of("openssl", "req", "-x509", "-days", "2", "-subj", "/CN=" + name));
        command.addAll(List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"));
        command.addAll(List.of("-keyout", file + ".key", "-out", file + ".crt"));
        command.addAll(List.of(options));
        OutsideProgram.run(folder, command);
    }

    /** TLS that trusts this authority and no other. */
    SSLContext trust() {
        try (var in = Files.newInputStream(certificate)) {
            var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot trust " + certificate, e);
        }
    }
}
