package dev.roundtrip.outbound;

import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** Closes the socket of an exchange when its time is over: whatever the exchange waits for, that ends the waiting at once. */
final class Alarm {
    private @Nullable Socket watched;
    private boolean rung;

    synchronized void ring() {
        rung = true;
        if (watched != null) {
            slam(watched);
        }
    }

    synchronized boolean hasRung() {
        return rung;
    }

    synchronized void watch(Socket socket) {
        watched = socket;
        if (rung) {
            slam(socket);
        }
    }

    /** @return whether the socket is still good: it will not be closed any more */
    synchronized boolean letGo() {
        watched = null;
        return !rung;
    }

    /** Closes with a reset, without a word to the far end and without waiting for anything. */
    static void slam(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already, which is what is wanted.
        }
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is lost with it.
        }
    }
}
