package dev.roundtrip.testing;

import dev.roundtrip.House;
import dev.roundtrip.Server;
import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.Fired;
import dev.roundtrip.callout.Secrets;
import dev.roundtrip.callout.Turn;
import dev.roundtrip.delivery.Attempt;
import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.field.UserField;
import dev.roundtrip.people.Actor;
import dev.roundtrip.people.ApiUser;
import dev.roundtrip.people.Tokens;
import dev.roundtrip.settings.Mail;
import dev.roundtrip.settings.Outgoing;
import dev.roundtrip.settings.Settings;
import dev.roundtrip.setup.SetupOutcome;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import dev.roundtrip.watch.Gauge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * A whole desk on a throw-away database, with a clock that stands still. Nothing runs by itself: {@link #runDue} carries what is due. It
 * has no web server until somebody asks for {@link #api}.
 */
public final class DeskUnderTest implements AutoCloseable {
    public static final Actor PROGRAM = Actor.apiUser(1, "monitoring@acme.example");

    /** What {@link #PROGRAM} signs in with. */
    public static final String SECRET = "correct horse battery";

    private static final String CODE = "ACME1";

    private final Path folder;
    private final TestClock clock;
    private Settings settings;
    private volatile Gauge.Space space = new Gauge.Space(100L << 30, 200L << 30);
    private House house;
    private @Nullable Doors doors;

    /** The web server around the house, and a program that comes in through it. */
    private record Doors(ConfigurableApplicationContext context, URI url, String token, DeskApi api) {
        void close() {
            api.close();
            context.close();
        }
    }

    private DeskUnderTest(Path folder, Settings settings, TestClock clock) {
        this.folder = folder;
        this.settings = settings;
        this.clock = clock;
        this.house = new House(settings, clock, DeskUnderTest::resolved, _ -> space);
    }

    public static DeskUnderTest on(TestDatabase database) {
        try {
            var folder = Files.createTempDirectory("desk");
            var fresh = Settings.in(folder);
            var settings = new Settings(
                    folder,
                    database.fresh(folder),
                    fresh.address(),
                    0,
                    Optional.empty(),
                    "127.0.0.1/32",
                    null,
                    Optional.empty(),
                    true);
            return new DeskUnderTest(folder, settings, TestClock.atNoon());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another node on the database of {@code first}, with its key and its clock and a data folder of its own. */
    public static DeskUnderTest beside(DeskUnderTest first) {
        try {
            var folder = Files.createTempDirectory("desk");
            var known = first.settings;
            Files.copy(known.data().resolve("key"), folder.resolve("key"));
            var settings = new Settings(
                    folder,
                    known.database(),
                    known.address(),
                    0,
                    Optional.empty(),
                    known.outgoing(),
                    null,
                    Optional.empty(),
                    true);
            return new DeskUnderTest(folder, settings, first.clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Knows this machine alone, so that no test needs a name server. */
    private static List<InetAddress> resolved(String host) throws UnknownHostException {
        if (host.equals("localhost")) {
            return List.of(InetAddress.getLoopbackAddress());
        }
        throw new UnknownHostException(host);
    }

    private House built(Settings with) {
        return new House(with, clock, DeskUnderTest::resolved, _ -> space);
    }

    /** From now on so much of its disk is free, in bytes. */
    public void hasSpace(long free, long total) {
        space = new Gauge.Space(free, total);
    }

    public House house() {
        return house;
    }

    public TestClock clock() {
        return clock;
    }

    public Settings settings() {
        return settings;
    }

    /** Carries all that is due now, one after the other; how many attempts were made. */
    public int runDue() {
        return house.dispatcher().runDue();
    }

    /** Carries all that is due now, and tells people all that is due, until nothing is. */
    public void runDueAndTell() {
        do {
            runDue();
            house.telltale().runDue();
        } while (runDue() > 0);
    }

    public void pass(Duration time) {
        clock.pass(time);
    }

    /** The process ends without a word, and another takes up its store. */
    public void crashAndRestart() {
        closeDoors();
        house.store().close();
        house = built(settings);
        house.takeUp();
    }

    /** The process is stopped in good order, and started again. */
    public void stopAndRestart() {
        closeDoors();
        house.close();
        house = built(settings);
        house.takeUp();
    }

    /** The same, with another list of what callouts may reach. */
    public void restartAllowing(String outboundAllow) {
        restartWith(Outgoing.allowing(outboundAllow));
    }

    /** The same, with other settings of outgoing calls. */
    public void restartWith(Outgoing outgoing) {
        settings = new Settings(
                settings.data(),
                settings.database(),
                settings.address(),
                settings.port(),
                settings.publicUrl(),
                outgoing,
                settings.key(),
                settings.setup(),
                settings.practice(),
                settings.mail(),
                settings.limits(),
                settings.digestEvery(),
                settings.securityLogDays());
        stopAndRestart();
    }

    /** The same, with that mail server. */
    public void restartWith(Mail server) {
        settings = settings.with(server);
        stopAndRestart();
    }

    /** The desk as programs see it, over HTTP; the first to ask after a start opens the doors. */
    public DeskApi api() {
        return doors().api();
    }

    /** Where the doors are. */
    public URI url() {
        return doors().url();
    }

    /** An administrator's, until the next restart. */
    public String token() {
        return doors().token();
    }

    private Doors doors() {
        var open = doors;
        if (open == null) {
            open = opened();
            doors = open;
        }
        return open;
    }

    private Doors opened() {
        var context = Server.open(settings, house, clock);
        var url = URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"));
        var token = Tokens.random();
        house.tokens().admitForThisRun(token);
        if (house.apiUsers().named(PROGRAM.name()).isEmpty()) {
            house.apiUsers().add(new ApiUser(0, PROGRAM.name(), CODE, Set.of(), true), SECRET);
        }
        return new Doors(context, url, token, new DeskApi(new DeskAccount(url, CODE, PROGRAM.name(), SECRET), token));
    }

    private void closeDoors() {
        if (doors != null) {
            doors.close();
            doors = null;
        }
    }

    /** Makes the desk what a setup file says. */
    public SetupOutcome apply(String setup) {
        return apply(setup, Map.of());
    }

    /** @param values of its references, by {@code env:NAME} and {@code file:PATH} */
    public SetupOutcome apply(String setup, Map<String, String> values) {
        return house.setup().apply("setup.yaml", setup, values, false);
    }

    public UserField field(String name) {
        return house.userFields().add(new UserField(0, name, UserField.Type.TEXT, List.of(), null, null, true));
    }

    public Callout callout(Callout callout) {
        return house.callouts().keep(callout, Secrets.none());
    }

    public Ticket ticket(String title) {
        return ticket(TicketEdit.with().set(TicketField.TITLE, title));
    }

    public Ticket ticket(TicketEdit.Builder wanted) {
        if (!wanted.names(TicketField.TITLE)) {
            wanted.set(TicketField.TITLE, "disk full");
        }
        return house.tickets().create(wanted.set(TicketField.COMPANY_ID, 0).build(), PROGRAM);
    }

    public Ticket edit(Ticket ticket, TicketField field, @Nullable Object value) {
        return house.tickets()
                .edit(ticket.id(), TicketEdit.with().set(field, value).build(), PROGRAM);
    }

    /** As if a rule had fired it at this ticket's last change. */
    public Delivery fire(Callout callout, Ticket ticket) {
        var change = new TicketChange(TicketChange.Event.EDITED, ticket, ticket, null, PROGRAM, clock.instant(), 0);
        var fired = house.store().write(() -> house.callouts().fire(callout.id(), change, new Turn(0, false)));
        if (fired instanceof Fired.Promised(var id)) {
            return house.log().find(id).orElseThrow().delivery();
        }
        throw new AssertionError(fired);
    }

    /** As it stands now. */
    public Ticket again(Ticket ticket) {
        return house.tickets().find(ticket.id()).orElseThrow();
    }

    /** The newest first. */
    public List<Delivery> deliveries() {
        return house.log().page(DeliveryLog.Filter.ALL, null, DeliveryLog.LARGEST_PAGE).entries().stream()
                .map(DeliveryLog.Entry::delivery)
                .toList();
    }

    public Delivery again(Delivery delivery) {
        return house.log().find(delivery.id()).orElseThrow().delivery();
    }

    public List<Attempt> attempts(Delivery delivery) {
        return house.log().find(delivery.id()).orElseThrow().attempts();
    }

    @Override
    public void close() {
        closeDoors();
        house.close();
        FileSystemUtils.deleteRecursively(folder.toFile());
    }
}
