package dev.roundtrip.web;

import dev.roundtrip.House;
import dev.roundtrip.Server;
import dev.roundtrip.directory.DeskSettings;
import dev.roundtrip.notify.Message;
import dev.roundtrip.notify.Recipient;
import dev.roundtrip.outbound.Resolver;
import dev.roundtrip.people.Actor;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import dev.roundtrip.settings.Mail;
import dev.roundtrip.settings.Oidc;
import dev.roundtrip.settings.Outgoing;
import dev.roundtrip.settings.Settings;
import dev.roundtrip.settings.TrustedProxies;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.FakeMailServer;
import dev.roundtrip.testing.TestClock;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import dev.roundtrip.watch.Gauge;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A desk with its doors open on a free port, its clock standing still. */
final class PageServer implements AutoCloseable {
    static final String LOGIN = "tech@acme.example";
    static final String ADMINISTRATOR = "admin@acme.example";
    static final String PASSWORD = "correct horse battery";
    private static final Instant START = Instant.parse("2026-11-24T13:03:21Z");

    final TestClock clock = TestClock.atNoon();
    final House house;
    private volatile Gauge.Space space = new Gauge.Space(100L << 30, 200L << 30);
    private final ConfigurableApplicationContext context;

    private PageServer(Path data) {
        this(data, Settings.in(data).outgoing());
    }

    private PageServer(Path data, Outgoing outgoing) {
        this(data, outgoing, Optional.empty());
    }

    private PageServer(Path data, Outgoing outgoing, Optional<Mail> mail) {
        this(data, outgoing, mail, Optional.empty());
    }

    private PageServer(Path data, Outgoing outgoing, Optional<Mail> mail, Optional<Oidc> provider) {
        this(settings(data, outgoing, Optional.empty()), mail, provider);
    }

    private static Settings settings(Path data, Outgoing outgoing, Optional<String> publicUrl) {
        return new Settings(
                data, Settings.in(data).database(), "127.0.0.1", 0, publicUrl, outgoing, null, Optional.empty(), false);
    }

    private PageServer(Settings plain, Optional<Mail> mail, Optional<Oidc> provider) {
        clock.goTo(START);
        var mailing = mail.map(plain::with).orElse(plain);
        var settings = provider.map(mailing::with).orElse(mailing);
        house = new House(settings, clock, Resolver.SYSTEM, _ -> space);
        context = Server.open(settings, house, clock);
        if (provider.isPresent()) {
            house.listensAt(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), Integer.parseInt(url().replaceFirst(".*:", ""))));
        }
    }

    /** One that knows nobody. */
    static PageServer empty(Path data) {
        return new PageServer(data);
    }

    /** One in Berlin with a technician who has no language of her own. */
    static PageServer withTechnician(Path data) {
        return peopled(new PageServer(data));
    }

    /** The same, whose callouts may reach that far end. */
    static PageServer reaching(FakeEndpoint endpoint, Path data) {
        return peopled(new PageServer(data, Outgoing.allowing("127.0.0.1/32:" + endpoint.port())));
    }

    /** The same, behind a proxy on this machine that speaks https to the world. */
    static PageServer behindAProxy(Path data) {
        var settings = settings(data, Settings.in(data).outgoing(), Optional.of("https://desk.acme.example"));
        return peopled(
                new PageServer(settings.with(TrustedProxies.of("127.0.0.1")), Optional.empty(), Optional.empty()));
    }

    /** The same, whose mails go out by that server. */
    static PageServer mailing(FakeMailServer mails, Path data) {
        var mail = new Mail("127.0.0.1", mails.port(), "", "", Mail.Tls.NONE, "desk@acme.example");
        return peopled(new PageServer(data, Settings.in(data).outgoing(), Optional.of(mail)));
    }

    /** The same, where people may sign in over that provider. */
    static PageServer with(FakeProvider provider, Path data) {
        var outgoing = Outgoing.allowing("127.0.0.1/32:" + provider.port());
        return peopled(new PageServer(data, outgoing, Optional.empty(), Optional.of(provider.settings())));
    }

    private static PageServer peopled(PageServer server) {
        server.house.desk().change(new DeskSettings("ACME.EXAMPLE", ZoneId.of("Europe/Berlin"), "en"));
        server.house.people().add(new Person(0, LOGIN, "A. Technician", LOGIN, Role.TECHNICIAN, null, true), PASSWORD);
        return server;
    }

    /** Somebody who may change what the desk is, signed in. */
    PageClient administrator() {
        if (house.people().named(ADMINISTRATOR).isEmpty()) {
            house.people()
                    .add(
                            new Person(0, ADMINISTRATOR, "B. Administrator", null, Role.ADMINISTRATOR, null, true),
                            PASSWORD);
        }
        return signedIn(ADMINISTRATOR);
    }

    PageClient signedIn() {
        return signedIn(LOGIN);
    }

    /** What a test before this one chose for itself is not this one's. */
    private PageClient signedIn(String login) {
        house.choices().speak(house.people().named(login).orElseThrow().id(), null);
        var client = client();
        client.signIn(login, PASSWORD);
        return client;
    }

    String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    /** The patterns of all addresses that pages have, as the framework knows them. */
    Set<String> pages() {
        return context
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .filter(route -> route.getValue().getBeanType().getPackage().equals(PageServer.class.getPackage()))
                .filter(route ->
                        route.getKey().getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .flatMap(route -> route.getKey().getPatternValues().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A route that the framework knows, pages and doors for programs alike. */
    record Route(String method, String pattern) implements Comparable<Route> {
        @Override
        public int compareTo(Route other) {
            return Comparator.comparing(Route::pattern)
                    .thenComparing(Route::method)
                    .compare(this, other);
        }
    }

    /** All there are; one without a method of its own counts as GET and POST. */
    Set<Route> routes() {
        var routes = new TreeSet<Route>();
        context.getBeansOfType(RequestMappingHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMethods().keySet().forEach(route -> {
                    var methods = route.getMethodsCondition().getMethods();
                    for (var pattern : route.getPatternValues()) {
                        (methods.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST) : methods)
                                .forEach(method -> routes.add(new Route(method.name(), pattern)));
                    }
                }));
        return routes;
    }

    FirstStart firstStart() {
        return context.getBean(FirstStart.class);
    }

    PageClient client() {
        return new PageClient(url());
    }

    /** Tells the technician something, twice, of which one is read. */
    void tells(String subject, String text) {
        var technician = house.people().named(LOGIN).orElseThrow();
        var ticket = house.tickets()
                .create(
                        TicketEdit.with()
                                .set(TicketField.TITLE, subject)
                                .set(TicketField.COMPANY_ID, 0)
                                .build(),
                        Actor.DESK);
        var change = new TicketChange(TicketChange.Event.CREATED, null, ticket, null, Actor.DESK, clock.instant(), 0);
        for (int i = 0; i < 2; i++) {
            house.store()
                    .write(() -> house.notices()
                            .send(
                                    Message.of("Tell the team", subject, text),
                                    List.of(new Recipient.Person(technician.id())),
                                    change));
        }
        house.inbox()
                .markRead(
                        technician.id(),
                        house.inbox()
                                .of(technician.id(), Long.MAX_VALUE, 1)
                                .getFirst()
                                .id());
    }

    /** Keeps a callout and calls it so often that its target is taken for one that fails. The address is shut, so nobody is asked. */
    void makesATargetFail(String callout) {
        house.setup().apply("setup.yaml", """
                        callouts: [ { name: "%1$s", url: "https://localhost/" } ]
                        rules: [ { name: Created, when: [ created ], then: [ { callout: "%1$s" } ] } ]
                        """.formatted(callout), Map.of(), false);
        for (int i = 0; i < 5; i++) {
            house.tickets()
                    .create(
                            TicketEdit.with()
                                    .set(TicketField.TITLE, "disk full")
                                    .set(TicketField.COMPANY_ID, 0)
                                    .build(),
                            Actor.DESK);
        }
        house.dispatcher().runDue();
    }

    /** Has a delivery of that callout due that nobody carries, and finds so. */
    void promisesAndForgets(String callout) {
        makesATargetFail(callout);
        clock.pass(Duration.ofMinutes(10));
        house.healthWatch().runOnce();
    }

    /** Finds that its disk is nearly full. */
    void runsOutOfSpace() {
        space = new Gauge.Space(812L << 20, 20L << 30);
        house.healthWatch().runOnce();
    }

    @Override
    public void close() {
        context.close();
        house.close();
    }
}
