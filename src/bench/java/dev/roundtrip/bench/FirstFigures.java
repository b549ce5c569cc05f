package dev.roundtrip.bench;

import dev.roundtrip.outbound.AddressPolicy;
import dev.roundtrip.outbound.Bytes;
import dev.roundtrip.outbound.OutboundClient;
import dev.roundtrip.outbound.OutboundRequest;
import dev.roundtrip.outbound.OutboundUrl;
import dev.roundtrip.outbound.TlsProfile;

import dev.roundtrip.House;
import dev.roundtrip.people.Actor;
import dev.roundtrip.settings.Settings;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.util.FileSystemUtils;

/**
 * Deliveries per second, from the committed ticket change to the stored answer, on both databases, against the bare HTTP client: in one
 * process, in turn, medians of the rounds. Everything is in it: rules, rendering, history, trace, attempts; the receiver shares the
 * machine.
 *
 * <p>Start it with {@code ./bench}. Ratios hold on a shared machine; absolute figures do not.
 */
final class FirstFigures {
    private static final int ROUNDS = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final int CALLERS = 256;
    private static final int CONNECTIONS = 64;
    private static final int MOST_UNSETTLED = 2000;

    private FirstFigures() {}

    public static void main(String[] args) throws Exception {
        try (var receiver = new Receiver()) {
            var bare = new ArrayList<Double>();
            Map<TestDatabase, List<Double>> whole = new EnumMap<>(TestDatabase.class);
            for (int round = 0; round < ROUNDS; round++) {
                bare.add(bareClient(receiver));
                for (var database : TestDatabase.values()) {
                    whole.computeIfAbsent(database, d -> new ArrayList<>()).add(desk(database, receiver));
                }
            }
            System.out.printf("bare HTTP client   %,8.0f requests/s    %s%n", median(bare), rounds(bare));
            whole.forEach((database, rates) -> System.out.printf(
                    "%-18s %,8.0f deliveries/s  %s  ratio to the bare client %.2f%n",
                    database, median(rates), rounds(rates), median(rates) / median(bare)));
        }
    }

    private static double bareClient(Receiver receiver) throws Exception {
        try (var client = new OutboundClient(AddressPolicy.parse("127.0.0.1/32"));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = new AtomicLong();
            var stop = new AtomicBoolean();
            var request = new OutboundRequest(
                    "POST",
                    OutboundUrl.parse(receiver.url()),
                    List.of(),
                    Bytes.of("id=1&number=T20261125.0001&status=New&domain=ACME.EXAMPLE".getBytes(StandardCharsets.UTF_8)),
                    "application/x-www-form-urlencoded",
                    Duration.ofSeconds(30),
                    TlsProfile.SYSTEM);
            for (int i = 0; i < CONNECTIONS; i++) {
                threads.submit(() -> {
                    while (!stop.get()) {
                        client.send(request);
                        done.incrementAndGet();
                    }
                    return null;
                });
            }
            var rate = rate(done);
            stop.set(true);
            return rate;
        }
    }

    private static double desk(TestDatabase database, Receiver receiver) throws Exception {
        var folder = Files.createTempDirectory("figures");
        var fresh = Settings.in(folder);
        var settings = new Settings(
                folder, database.fresh(folder), fresh.address(), 0, Optional.empty(), "127.0.0.1/32", null, Optional.empty(), false);
        try (var house = new House(settings, Clock.systemUTC())) {
            house.setup().apply("figures.yaml", """
                    callouts: [ { name: Close, url: "%s", concurrency: %d } ]
                    rules: [ { name: Created, when: [ created ], then: [ { callout: Close } ] } ]
                    """.formatted(receiver.url(), CONNECTIONS), Map.of(), false);
            house.start();
            return load(house);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static double load(House house) throws Exception {
        var stop = new AtomicBoolean();
        var settled = new AtomicLong();
        var created = new AtomicLong();
        var open = new Semaphore(MOST_UNSETTLED);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                threads.submit(() -> {
                    while (!stop.get()) {
                        open.acquire();
                        house.tickets()
                                .create(
                                        TicketEdit.with()
                                                .set(TicketField.TITLE, "disk full")
                                                .set(TicketField.COMPANY_ID, 0)
                                                .build(),
                                        Actor.DESK);
                        created.incrementAndGet();
                    }
                    return null;
                });
            }
            threads.submit(() -> {
                while (!stop.get()) {
                    // Asked of the few that are open, through their index: counting the finished would cost more with every second.
                    long made = created.get();
                    long unsettled = house.store()
                            .jdbc()
                            .sql("select count(*) from delivery where ended_at is null")
                            .query(Long.class)
                            .single();
                    long now = Math.max(settled.get(), made - unsettled);
                    open.release((int) (now - settled.getAndSet(now)));
                    Thread.sleep(Duration.ofMillis(50));
                }
                return null;
            });
            var rate = rate(settled);
            stop.set(true);
            open.release(CALLERS);
            return rate;
        }
    }

    private static double rate(AtomicLong counter) throws InterruptedException {
        Thread.sleep(WARM_UP);
        long from = counter.get();
        long began = System.nanoTime();
        Thread.sleep(WINDOW);
        return (counter.get() - from) * 1e9 / (System.nanoTime() - began);
    }

    private static double median(List<Double> rates) {
        return rates.stream().sorted().skip(rates.size() / 2).findFirst().orElseThrow();
    }

    private static String rounds(List<Double> rates) {
        return Arrays.toString(rates.stream().mapToLong(Math::round).toArray());
    }

    /** Answers every request 200 over keep-alive, a virtual thread a connection. */
    private static final class Receiver implements AutoCloseable {
        private static final byte[] ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);
        private final ServerSocket listener = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());

        Receiver() throws IOException {
            Thread.ofVirtual().start(() -> {
                while (!listener.isClosed()) {
                    try {
                        var socket = listener.accept();
                        Thread.ofVirtual().start(() -> serve(socket));
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
        }

        String url() {
            return "http://127.0.0.1:" + listener.getLocalPort() + "/close";
        }

        private static void serve(Socket socket) {
            try (socket) {
                socket.setTcpNoDelay(true);
                var in = new BufferedInputStream(socket.getInputStream());
                while (true) {
                    int length = 0;
                    String line;
                    do {
                        line = line(in);
                        if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                            length = Integer.parseInt(line.substring(15).strip());
                        }
                    } while (!line.isEmpty());
                    in.skipNBytes(length);
                    socket.getOutputStream().write(ANSWER);
                }
            } catch (IOException ended) {
                // The client is done with this connection.
            }
        }

        private static String line(BufferedInputStream in) throws IOException {
            var line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("ended");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
