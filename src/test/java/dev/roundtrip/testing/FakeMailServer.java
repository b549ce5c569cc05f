package dev.roundtrip.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server on loopback that answers as told, for what a real one does seldom: it refuses, is silent, or speaks TLS. */
public final class FakeMailServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final @Nullable SSLContext tls;
    private volatile boolean dribbling;
    private volatile int answered = Integer.MAX_VALUE;
    private volatile CountDownLatch goOn = new CountDownLatch(1);

    private FakeMailServer(int port, @Nullable SSLContext tls) {
        this.tls = tls;
        try {
            socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::listen);
    }

    public static FakeMailServer start() {
        return new FakeMailServer(0, null);
    }

    /** Back on the port of one that has ended. */
    public static FakeMailServer startAt(int port) {
        return new FakeMailServer(port, null);
    }

    /** One that offers STARTTLS, and shows that it is {@code identity}. */
    public static FakeMailServer as(TestCa.Identity identity) {
        return new FakeMailServer(0, FakeEndpoint.context(identity, null));
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** From now on commands that begin so are answered so: {@code RCPT TO:<nobody@}, {@code 550 5.1.1 no such user}. */
    public void answers(String command, String answer) {
        answers.put(command, answer);
    }

    /** Says a line a moment, and never the last. */
    public void dribbles() {
        dribbling = true;
    }

    /** It takes all mails, and of the first so many alone it says so before {@link #letsGo}. */
    public void keepsBackAfter(int mailsInAll) {
        goOn = new CountDownLatch(1);
        answered = mailsInAll;
    }

    public void letsGo() {
        answered = Integer.MAX_VALUE;
        goOn.countDown();
    }

    /** The mails it has taken, as they came over the wire, without the dots. */
    public List<String> mails() {
        return mails;
    }

    /** All it was asked, in order. */
    public List<String> commands() {
        return commands;
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (SocketException e) {
                return; // closed
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            talk(client, "220 mail.acme.example ready");
        } catch (IOException e) {
            commands.add("(gone)");
        }
    }

    private void talk(Socket client, @Nullable String greeting) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        var out = client.getOutputStream();
        if (dribbling) {
            dribble(client, out);
        }
        if (greeting != null) {
            say(out, greeting);
        }
        String command;
        while ((command = in.readLine()) != null) {
            commands.add(command);
            var told = told(command);
            if (told != null) {
                say(out, told);
            } else if (command.startsWith("EHLO")) {
                say(
                        out,
                        tls == null || client instanceof SSLSocket
                                ? "250 mail.acme.example"
                                : "250-mail.acme.example\r\n250 STARTTLS");
            } else if (command.equals("STARTTLS") && tls != null) {
                say(out, "220 go ahead");
                var secured = (SSLSocket) tls.getSocketFactory().createSocket(client, null, client.getPort(), true);
                secured.setUseClientMode(false);
                talk(secured, null);
                return;
            } else if (command.equals("DATA")) {
                say(out, "354 go ahead");
                var mail = mail(in);
                var after = told(".");
                if (after == null) {
                    mails.add(mail);
                    waitIfKeptBack();
                }
                say(out, after == null ? "250 2.0.0 taken" : after);
            } else if (command.equals("QUIT")) {
                say(out, "221 bye");
                return;
            } else {
                say(out, "250 ok");
            }
        }
    }

    private void waitIfKeptBack() throws IOException {
        try {
            if (mails.size() > answered) {
                goOn.await();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void dribble(Socket client, OutputStream out) throws IOException {
        while (!client.isClosed()) {
            out.write("220-wait\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            LockSupport.parkNanos(20_000_000);
        }
    }

    private @Nullable String told(String command) {
        return answers.entrySet().stream()
                .filter(answer -> command.startsWith(answer.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static String mail(BufferedReader in) throws IOException {
        var mail = new StringBuilder();
        String line;
        while ((line = in.readLine()) != null && !line.equals(".")) {
            mail.append(line.startsWith("..") ? line.substring(1) : line).append("\r\n");
        }
        return mail.toString();
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (var client : open) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
