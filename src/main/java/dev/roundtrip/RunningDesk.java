package dev.roundtrip;

import dev.roundtrip.people.SecurityEvent;
import dev.roundtrip.people.SecurityLog;
import dev.roundtrip.people.Tokens;
import dev.roundtrip.settings.Settings;
import dev.roundtrip.web.FirstStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A desk whose doors are open and whose deliveries go out: house, web server, and the file that tells commands where it is. */
final class RunningDesk implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunningDesk.class);

    private final House house;
    private final ConfigurableApplicationContext doors;
    private final RunningFile file;
    private final String url;
    private final String token;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RunningDesk(House house, ConfigurableApplicationContext doors, RunningFile file, String url, String token) {
        this.house = house;
        this.doors = doors;
        this.file = file;
        this.url = url;
        this.token = token;
    }

    /**
     * Opens store and doors, applies the setup file, and starts delivering. Where it cannot listen the file is not applied.
     *
     * @throws RuntimeException with a message for a person: store, setup file or port cannot be used
     */
    static RunningDesk start(Settings settings) throws IOException {
        var house = new House(settings, Clock.systemUTC());
        try {
            // With another key no secret opens, and no ticket could be kept: better told now.
            house.callouts().tryTheKey();
            house.channels().tryTheKey();
            house.keyRotation().agree();
            CannotListen.unlessFree(settings);
            if (settings.port() != 0) {
                // A setup file may name the practice receiver, and a callout's address is judged when it is saved.
                house.listensAt(new InetSocketAddress(settings.address(), settings.port()));
            }
            settings.setup()
                    .map(file -> house.setup().applyAtStart(file, applied(house)))
                    .ifPresent(outcome -> {
                        outcome.differences().forEach(difference -> log.info("setup file: {}", difference));
                        outcome.warnings().forEach(warning -> log.warn("setup file: {}", warning));
                    });
            house.takeUp();
            var doors = Server.open(settings, house, house.clock());
            int port = Objects.requireNonNull(((WebServerApplicationContext) doors).getWebServer(), "a web server")
                    .getPort();
            house.listensAt(new InetSocketAddress(settings.address(), port));
            var url = url(settings.address(), port);
            var token = Tokens.random();
            house.tokens().admitForThisRun(token);
            var file = RunningFile.write(settings.data(), url, token);
            house.start();
            return new RunningDesk(house, doors, file, url, token);
        } catch (RuntimeException | IOException e) {
            house.close();
            throw e;
        }
    }

    private static Runnable applied(House house) {
        return () -> house.securityLog().note(SecurityLog.By.THE_DESK, SecurityEvent.What.SETUP_APPLIED);
    }

    /** Where a desk that listens on that address is reached on this machine. */
    static String url(String address, int port) {
        var listens = new InetSocketAddress(address, port);
        boolean everywhere = !listens.isUnresolved() && listens.getAddress().isAnyLocalAddress();
        var host = everywhere ? "127.0.0.1" : address;
        return "http://" + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    }

    House house() {
        return house;
    }

    /** Where it is reached on this machine, without a slash at the end. */
    String url() {
        return url;
    }

    /** An administrator's, until this process ends. */
    String token() {
        return token;
    }

    /** How the first administrator is made; empty once somebody exists. */
    Optional<String> invitation() {
        return doors.getBean(FirstStart.class).invitation(url);
    }

    /** Doors first, so that nothing new comes in; then what is under way; then the store. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try (file) {
            doors.close();
            house.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the data folder could not be tidied up", e);
        }
    }
}
