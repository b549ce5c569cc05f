package dev.roundtrip;

import dev.roundtrip.settings.Settings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** The doors cannot open where they are told to. The message is for a person. */
final class CannotListen extends RuntimeException {
    private CannotListen(String message, IOException cause) {
        super(message, cause);
    }

    /**
     * Tries the port, and lets it go again: before anything is changed for a desk that will not run. Who takes it in the moment
     * until the doors open is told of all the same.
     */
    static void unlessFree(Settings settings) {
        int port = settings.port();
        try (var probe = new ServerSocket(port, 1, InetAddress.getByName(settings.address()))) {
            probe.getLocalPort();
        } catch (UnknownHostException e) {
            throw new CannotListen("--address names no address of this machine: " + settings.address(), e);
        } catch (BindException e) {
            if (String.valueOf(e.getMessage()).contains("in use")) {
                throw new CannotListen(inUse(port), e);
            }
            throw new CannotListen(words(settings, e), e);
        } catch (IOException e) {
            throw new CannotListen(words(settings, e), e);
        }
    }

    static String inUse(int port) {
        return "port %d is in use by another program. Stop that one, or choose another port with --port."
                .formatted(port);
    }

    private static String words(Settings settings, IOException e) {
        return "cannot listen on %s%s: %s. Choose another --address or --port."
                .formatted(settings.address(), settings.port() == 0 ? "" : ", port " + settings.port(), e.getMessage());
    }
}
