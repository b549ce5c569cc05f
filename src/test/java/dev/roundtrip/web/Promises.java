package dev.roundtrip.web;

import dev.roundtrip.delivery.DeliveryId;
import dev.roundtrip.delivery.DeliveryQueue;
import dev.roundtrip.delivery.Dispatcher;
import dev.roundtrip.delivery.NewDelivery;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes deliveries as a desk makes them, and steps their dispatcher by hand. */
final class Promises implements AutoCloseable {
    private static final String NODE = "here";
    /** A lane that nothing goes out of. */
    static final String SHUT = "callout:9000";

    final ScriptedCourier courier;
    private final DeliveryQueue queue;
    private final PageServer server;
    private final Dispatcher dispatcher;
    private final DeliveryId ids;
    private int made;

    Promises(PageServer server) {
        this.server = server;
        this.courier = new ScriptedCourier(server.clock);
        this.dispatcher = new Dispatcher(server.house.store(), server.clock, courier, NODE);
        this.queue = new DeliveryQueue(server.house.store(), server.clock, dispatcher);
        this.ids = new DeliveryId(server.clock);
    }

    /** Promises one and does not carry it yet. */
    String promise(String callout, String ticketNumber) {
        return promise("callout:1", callout, ticketNumber, null);
    }

    String promise(String lane, String callout, String ticketNumber, @Nullable String givenUp) {
        var id = ids.next();
        made++;
        server.house.store().write(() -> {
            queue.enqueue(new NewDelivery(
                    id,
                    lane,
                    callout,
                    made,
                    ticketNumber,
                    lane + " " + ticketNumber,
                    made,
                    false,
                    "{\"url\": \"https://icinga.acme.example:5665\"}",
                    givenUp));
            return null;
        });
        return id;
    }

    /** One that is answered like this, a minute between the attempts. */
    String answered(String callout, String ticketNumber, int... statuses) {
        var id = promise(callout, ticketNumber);
        courier.answers(id, statuses);
        run(statuses.length);
        return id;
    }

    /** Carries what is due now. */
    void runDue() {
        dispatcher.runDue();
    }

    /** As many attempts, a minute between them. */
    void run(int attempts) {
        for (int i = 0; i < attempts; i++) {
            dispatcher.runDue();
            if (i < attempts - 1) {
                server.clock.pass(Duration.ofSeconds(60));
            }
        }
    }

    /** The process dies and comes back while everything open is under way. */
    void crash() {
        new Dispatcher(server.house.store(), server.clock, courier, NODE).rescueOwn();
    }

    void cancel(String id) {
        queue.cancel(id, "A. Technician");
    }

    @Override
    public void close() {
        dispatcher.close();
    }
}
