package dev.roundtrip.outbound;

import dev.roundtrip.outbound.Answer.Timing;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far one exchange has come, and by when it has to be over: what its parts share, and what is told when it fails. */
final class Course {
    enum Stage {
        RESOLVING,
        CONNECTING,
        TUNNELLING,
        SHAKING_HANDS,
        SENDING,
        WAITING,
        READING
    }

    private final OutboundRequest request;
    private final Deadline deadline;
    private final Alarm alarm = new Alarm();
    private final long startedAt = System.nanoTime();

    private Stage stage = Stage.RESOLVING;
    private @Nullable String sought;
    private @Nullable OutboundProxy proxy;
    private @Nullable InetSocketAddress address;
    private @Nullable Wire wire;
    private int status;
    private int received;
    private long sentAt;

    private @Nullable Duration dns;
    private @Nullable Duration connect;
    private @Nullable Duration tls;
    private @Nullable Duration firstByte;

    Course(OutboundRequest request, Deadline deadline) {
        this.request = request;
        this.deadline = deadline;
    }

    OutboundRequest request() {
        return request;
    }

    OutboundUrl url() {
        return request.url();
    }

    Deadline deadline() {
        return deadline;
    }

    Alarm alarm() {
        return alarm;
    }

    Stage stage() {
        return stage;
    }

    /** That was dialled last, or null. */
    @Nullable
    InetSocketAddress address() {
        return address;
    }

    /** The connection that is in use and not yet done with, or null. */
    @Nullable
    Wire wire() {
        return wire;
    }

    /** Of the answer, from {@link Stage#READING} on. */
    int status() {
        return status;
    }

    /** Bytes of the answer's body. */
    int received() {
        return received;
    }

    /** Whether the far end closed its side. */
    boolean ended() {
        return wire != null && wire.ended();
    }

    /** @param name that is being looked up: the target's or the proxy's */
    void looksUp(String name) {
        sought = name;
    }

    void goes(Route route) {
        proxy = route.proxy();
    }

    void dials(InetSocketAddress where) {
        stage = Stage.CONNECTING;
        address = where;
    }

    void tunnels() {
        stage = Stage.TUNNELLING;
    }

    void shakesHands() {
        stage = Stage.SHAKING_HANDS;
    }

    void sends(Wire on, InetSocketAddress where) {
        stage = Stage.SENDING;
        wire = on;
        address = where;
        sentAt = System.nanoTime();
    }

    void waits() {
        stage = Stage.WAITING;
    }

    void reads(int ofStatus) {
        stage = Stage.READING;
        status = ofStatus;
    }

    void receives(int bytes) {
        received += bytes;
    }

    /** The connection is done with; whether it is kept or closed is somebody else's business. */
    void letsGoOfWire() {
        notesFirstByte();
        wire = null;
    }

    /** Both names, where a proxy's was looked up after the target's. */
    void lookedUp(Duration length) {
        dns = dns == null ? length : dns.plus(length);
    }

    void connected(Duration length) {
        connect = length;
    }

    /** Part of connecting: to the target it took both. */
    void tunnelled(Duration length) {
        connect = connect == null ? length : connect.plus(length);
    }

    void encrypted(Duration length) {
        tls = length;
    }

    Timing timing() {
        notesFirstByte();
        return new Timing(dns, connect, tls, firstByte, since(startedAt));
    }

    private void notesFirstByte() {
        if (wire != null) {
            firstByte = wire.firstByteAt() == 0 ? null : Duration.ofNanos(wire.firstByteAt() - sentAt);
        }
    }

    /** Whom it has to do with at this stage: the address, and the name if it was called by one; behind a proxy the target and the proxy. */
    String where() {
        if (proxy != null && address != null) {
            return stage == Stage.CONNECTING || stage == Stage.TUNNELLING
                    ? proxyWhere()
                    : "%s (through %s)".formatted(target(), proxyWhere());
        }
        if (address == null) {
            return sought == null ? url().host() : sought;
        }
        return dialled(address, url().host());
    }

    /** The proxy on the way; for an exchange that has one. */
    String proxyWhere() {
        return proxy == null || address == null ? "the proxy" : "the proxy " + dialled(address, proxy.host());
    }

    /** Host and port of the target. */
    String target() {
        var host = url().host();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + url().port();
    }

    private static String dialled(InetSocketAddress address, String host) {
        var text = AddressRange.text(address.getAddress());
        var dialled =
                (address.getAddress() instanceof Inet6Address ? "[" + text + "]" : text) + ":" + address.getPort();
        return AddressPolicy.literal(host) instanceof AddressPolicy.Reading.Name
                ? dialled + " (" + host + ")"
                : dialled;
    }

    static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
