package dev.roundtrip.bench;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The far end, a process of its own: answers every callout at once, or never where the path says so, and writes down which ticket came
 * when. One thread, so that it takes little from those who are measured.
 *
 * <p>It prints its port, and then obeys: {@code clear} forgets, {@code save FILE} writes down what came and tells how much that was.
 */
final class Receiver {
    private static final byte[] ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REFUSED =
            "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AUTHORIZATION = "\nauthorization: basic ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ID = "id=".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private long[] book = new long[3 * 100_000];
    private int written;
    private long bytes;

    private Receiver() throws IOException {
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    public static void main(String[] args) throws IOException {
        var receiver = new Receiver();
        Thread.ofPlatform().daemon().name("receiver").start(receiver::serve);
        System.out.println(((InetSocketAddress) receiver.listener.getLocalAddress()).getPort());
        try (var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var command = commands.readLine(); command != null; command = commands.readLine()) {
                System.out.println(command.equals("clear") ? receiver.clear() : receiver.save(command.substring(5)));
            }
        }
    }

    private synchronized String clear() {
        written = 0;
        bytes = 0;
        return "cleared";
    }

    /** @return how many came, and how many bytes all of them had */
    private synchronized String save(String file) throws IOException {
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(Path.of(file))))) {
            for (int i = 0; i < written; i += 3) {
                out.writeLong(book[i]);
                out.writeInt((int) book[i + 1]);
                out.writeLong(book[i + 2]);
            }
        }
        return written / 3 + " " + bytes;
    }

    private synchronized void note(long ticket, int target, int length) {
        if (written == book.length) {
            book = Arrays.copyOf(book, 2 * book.length);
        }
        book[written++] = ticket;
        book[written++] = target;
        book[written++] = System.nanoTime();
        bytes += length;
    }

    private void serve() {
        while (true) {
            try {
                selector.select(this::ready);
            } catch (IOException e) {
                throw new IllegalStateException("the receiver cannot go on", e);
            }
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else {
                read(key);
            }
        } catch (IOException gone) {
            key.cancel(); // the client has hung up
        }
    }

    private void accept() throws IOException {
        var connection = listener.accept();
        if (connection != null) {
            connection.configureBlocking(false);
            connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
            connection.register(selector, SelectionKey.OP_READ, new Inbox());
        }
    }

    private void read(SelectionKey key) throws IOException {
        var connection = (SocketChannel) key.channel();
        var inbox = (Inbox) key.attachment();
        if (connection.read(inbox.buffer) < 0) {
            connection.close();
            return;
        }
        int length = wholeRequest(inbox.bytes, inbox.buffer.position());
        if (length > 0) {
            answer(connection, inbox.bytes, length);
            inbox.buffer.flip().position(length);
            inbox.buffer.compact();
        }
    }

    /** What a connection has sent and has no answer yet. */
    private static final class Inbox {
        final byte[] bytes = new byte[64 * 1024];
        final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    }

    /** How long the request is, 0 while it is not whole. Clients of ours send the next when this one is answered. */
    private static int wholeRequest(byte[] all, int came) {
        int head = indexOf(all, HEAD_END, 0, came);
        if (head < 0) {
            return 0;
        }
        int field = indexOf(all, LENGTH, 0, head + 2);
        int length = head + 4 + (field < 0 ? 0 : (int) number(all, field + LENGTH.length));
        return came >= length ? length : 0;
    }

    private void answer(SocketChannel connection, byte[] all, int length) throws IOException {
        int head = indexOf(all, HEAD_END, 0, length);
        if (indexOf(all, AUTHORIZATION, 0, head) < 0) {
            connection.write(ByteBuffer.wrap(REFUSED));
            return;
        }
        int slash = indexOf(all, new byte[] {'/'}, 6, length); // behind "POST /"
        note(number(all, indexOf(all, ID, head, length) + ID.length), (int) number(all, slash + 1), length);
        if (all[6] != 's') { // not /silent
            connection.write(ByteBuffer.wrap(ANSWER));
        }
    }

    private static long number(byte[] all, int from) {
        long number = 0;
        int i = from;
        while (all[i] == ' ') {
            i++;
        }
        for (; all[i] >= '0' && all[i] <= '9'; i++) {
            number = 10 * number + all[i] - '0';
        }
        return number;
    }

    /** Letters of {@code what} are small; those looked at may be large. */
    private static int indexOf(byte[] all, byte[] what, int from, int to) {
        next:
        for (int i = from; i <= to - what.length; i++) {
            for (int j = 0; j < what.length; j++) {
                byte seen = all[i + j];
                if (seen != what[j] && !(seen >= 'A' && seen <= 'Z' && seen + 32 == what[j])) {
                    continue next;
                }
            }
            return i;
        }
        return -1;
    }
}
