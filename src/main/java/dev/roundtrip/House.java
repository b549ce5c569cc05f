package dev.roundtrip;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.Callouts;
import dev.roundtrip.callout.Certificates;
import dev.roundtrip.callout.HttpCourier;
import dev.roundtrip.callout.TestCalls;
import dev.roundtrip.delivery.DeliveryFigures;
import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.delivery.DeliveryQueue;
import dev.roundtrip.delivery.Dispatcher;
import dev.roundtrip.delivery.Replays;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.notify.Channel;
import dev.roundtrip.notify.Channels;
import dev.roundtrip.notify.ChatCourier;
import dev.roundtrip.notify.ChatTrial;
import dev.roundtrip.notify.Inbox;
import dev.roundtrip.notify.MailCourier;
import dev.roundtrip.notify.MailRefusals;
import dev.roundtrip.notify.MailServer;
import dev.roundtrip.notify.MailTrial;
import dev.roundtrip.notify.Notices;
import dev.roundtrip.oidc.SignInProvider;
import dev.roundtrip.outbound.AddressPolicy;
import dev.roundtrip.outbound.OutboundClient;
import dev.roundtrip.outbound.OutboundProxy;
import dev.roundtrip.outbound.Resolver;
import dev.roundtrip.people.ApiUsers;
import dev.roundtrip.people.Identities;
import dev.roundtrip.people.People;
import dev.roundtrip.people.PersonSessions;
import dev.roundtrip.people.PersonalChoices;
import dev.roundtrip.people.Refusals;
import dev.roundtrip.people.SavedViews;
import dev.roundtrip.people.SecondFactors;
import dev.roundtrip.people.SecurityAge;
import dev.roundtrip.people.SecurityLog;
import dev.roundtrip.people.Tokens;
import dev.roundtrip.rule.Audit;
import dev.roundtrip.rule.DryRun;
import dev.roundtrip.rule.Named;
import dev.roundtrip.rule.Renderer;
import dev.roundtrip.rule.RuleClock;
import dev.roundtrip.rule.RuleNames;
import dev.roundtrip.rule.RuleRunner;
import dev.roundtrip.rule.RuleRuns;
import dev.roundtrip.rule.RuleWords;
import dev.roundtrip.rule.Rules;
import dev.roundtrip.rule.Traces;
import dev.roundtrip.settings.Settings;
import dev.roundtrip.setup.Rooms;
import dev.roundtrip.setup.Sections;
import dev.roundtrip.setup.SetupFile;
import dev.roundtrip.store.Database;
import dev.roundtrip.store.KeyRotation;
import dev.roundtrip.store.Store;
import dev.roundtrip.store.Vault;
import dev.roundtrip.ticket.PastChanges;
import dev.roundtrip.ticket.ServiceLevels;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketFigures;
import dev.roundtrip.ticket.TicketList;
import dev.roundtrip.ticket.Tickets;
import dev.roundtrip.ticket.UserFields;
import dev.roundtrip.trouble.Telltale;
import dev.roundtrip.watch.Gauge;
import dev.roundtrip.watch.HealthWatch;
import dev.roundtrip.watch.Worries;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * All rooms, built from the ground up and wired. The doors get them from here, and so do the tests: a whole desk without a web
 * server.
 */
public final class House implements AutoCloseable {
    private final Optional<String> publicUrl;
    private final Store store;
    private final Clock clock;
    private final Desk desk;
    private final Directory directory;
    private final People people;
    private final ApiUsers apiUsers;
    private final Tokens tokens;
    private final Picklists picklists;
    private final UserFields userFields;
    private final Tickets tickets;
    private final TicketList ticketList;
    private final SavedViews savedViews;
    private final PersonalChoices choices;
    private final PersonSessions sessions;
    private final SecondFactors secondFactors;
    private final Identities identities;
    private final SignInProvider signInProvider;
    private final SecurityLog securityLog;
    private final Refusals refusals;
    private final SecurityAge securityAge;
    private final OutboundClient client;
    private final Dispatcher dispatcher;
    private final DeliveryQueue queue;
    private final Replays replays;
    private final Channels channels;
    private final Notices notices;
    private final Inbox inbox;
    private final MailTrial mailTrial;
    private final ChatTrial chatTrial;
    private final Telltale telltale;
    private final DeliveryLog log;
    private final DeliveryFigures deliveryFigures;
    private final TicketFigures ticketFigures;
    private final Callouts callouts;
    private final KeyRotation keyRotation;
    private final RuleNames ruleNames;
    private final Renderer ruleTexts;
    private final TestCalls testCalls;
    private final Rules rules;
    private final Traces traces;
    private final Audit audit;
    private final DryRun dryRun;
    private final RuleRuns ruleRuns;
    private final RuleClock ruleClock;
    private final HealthWatch healthWatch;
    private final Worries worries;
    private final SetupFile setup;
    private final Sections sections;
    private volatile Optional<InetSocketAddress> ownAddress = Optional.empty();

    /**
     * Opens the store and builds everything on it; nothing runs by itself before {@link #start}.
     *
     * @throws dev.roundtrip.store.StoreRefused with a message for a person, when the store or its key cannot be used
     */
    public House(Settings settings, Clock watch) {
        this(settings, watch, Resolver.SYSTEM);
    }

    /** @param resolver who knows the addresses of the names that callouts point at */
    public House(Settings settings, Clock watch, Resolver resolver) {
        this(settings, watch, resolver, Gauge.SYSTEM);
    }

    /** @param gauge who knows how much space there is */
    public House(Settings settings, Clock watch, Resolver resolver, Gauge gauge) {
        publicUrl = settings.publicUrl();
        store = Store.open(settings.database(), settings.data());
        clock = store.clock(watch);
        desk = new Desk(store);
        people = new People(store, clock);
        apiUsers = new ApiUsers(store, clock);
        tokens = new Tokens(store, clock);
        picklists = new Picklists(store);
        userFields = new UserFields(store);
        LongPredicate personExists = id -> people.withId(id).isPresent();
        directory = new Directory(store, clock, picklists, personExists);
        tickets = new Tickets(store, clock, desk, directory, picklists, userFields, personExists);
        ticketList = new TicketList(store);
        savedViews = new SavedViews(store);
        choices = new PersonalChoices(store);
        sessions = new PersonSessions(store, clock, NodeName.of(settings.data()));
        securityLog = new SecurityLog(store, clock);
        refusals = new Refusals(securityLog, clock);
        securityAge =
                new SecurityAge(store, clock, securityLog, settings.securityLogDays(), NodeName.of(settings.data()));
        var outgoing = settings.outgoing();
        client = new OutboundClient(
                AddressPolicy.parse(outgoing.allow(), () -> ownAddress),
                OutboundProxy.parse(outgoing.proxy(), outgoing.noProxy()).orElse(null),
                resolver);
        var vault = Vault.open(settings.key(), settings.data(), store);
        secondFactors = new SecondFactors(store, vault, clock);
        identities = new Identities(store, clock);
        signInProvider = new SignInProvider(settings.oidc(), client, clock, Version.text(), this::url);
        channels = new Channels(store, vault, client);
        chatTrial = new ChatTrial(channels, client, Version.text(), this::url);
        var server = settings.mail().map(MailServer::new).orElse(null);
        var couriers = new Couriers(
                new HttpCourier(clock, this::callouts, client, Version.text()),
                new MailCourier(store, clock, people, desk, this::url, server),
                new ChatCourier(store, clock, channels, client, Version.text(), people, desk, this::url));
        dispatcher = new Dispatcher(store, clock, couriers, NodeName.of(settings.data()));
        queue = new DeliveryQueue(store, clock, dispatcher);
        mailTrial = new MailTrial(server, desk, clock, this::url);
        inbox = new Inbox(store, clock);
        notices = new Notices(store, clock, desk, people, directory, queue, channels, server != null);
        log = new DeliveryLog(store);
        deliveryFigures = new DeliveryFigures(store);
        ticketFigures = new TicketFigures(store);
        replays = new Replays(store, clock, queue, this::goesOut);
        callouts = new Callouts(store, clock, vault, desk, directory, people, picklists, userFields, client, queue);
        keyRotation = new KeyRotation(
                store,
                clock,
                vault,
                NodeName.of(settings.data()),
                List.of(callouts.sealed(), channels.sealed(), secondFactors.sealed()));
        testCalls = new TestCalls(clock, callouts, client, Version.text());
        traces = new Traces(store);
        ruleTexts = new Renderer() {
            @Override
            public String render(String template, TicketChange change) {
                return callouts.text(template, change);
            }

            @Override
            public void check(String template) {
                callouts.checkText(template);
            }
        };
        ruleNames = RuleNames.of(
                userFields,
                picklists,
                directory,
                people,
                apiUsers,
                Named.of(callouts::all, Callout::id, Callout::name, Callout::active),
                Named.of(channels::known, Channel::id, channel -> String.valueOf(channel.name()), channels::isThere));
        rules = new Rules(store, clock, ruleTexts, Rules.MOST_ACTIVE);
        audit = new Audit(store, clock, desk, directory, ruleNames, rules);
        var runner = new RuleRunner(
                store, desk, directory, ruleNames, rules, tickets, notices::send, callouts::fire, ruleTexts);
        tickets.tell(runner);
        ruleClock = new RuleClock(store, clock, rules, runner, tickets, NodeName.of(settings.data()));
        healthWatch = new HealthWatch(
                store,
                clock,
                NodeName.of(settings.data()),
                desk,
                notices,
                dispatcher,
                new Certificates(store, clock, client, callouts),
                new HealthWatch.Disk(gauge, keptAt(settings)),
                new HealthWatch.RuleCount(rules::active, rules.mostActive()));
        worries = new Worries(store, clock);
        var words = new RuleWords(ruleNames);
        var rooms = new Rooms(
                store,
                desk,
                directory,
                picklists,
                new ServiceLevels(store),
                userFields,
                people,
                apiUsers,
                tokens,
                channels,
                notices,
                callouts,
                rules,
                words,
                ruleTexts);
        setup = new SetupFile(rooms);
        sections = new Sections(rooms);
        telltale = new Telltale(
                store, clock, desk, tickets, callouts, notices, settings.digestEvery(), NodeName.of(settings.data()));
        dispatcher.tell(telltale.news());
        ruleRuns = new RuleRuns(store, clock, rules, runner, tickets);
        var past = new PastChanges(store, userFields);
        dryRun = new DryRun(clock, desk, directory, ruleNames, tickets, past, callouts::foreseen, ruleTexts);
    }

    /** What needs space on this machine: a database server's own disk cannot be seen from here. */
    private static Path keptAt(Settings settings) {
        return settings.database() instanceof Database.Sqlite(var file)
                ? file
                : settings.data().toAbsolutePath();
    }

    /** Whether anything goes out of that lane: its callout is there and active, or it is that of mails and there is a server, or its channel is there. */
    private boolean goesOut(String lane) {
        if (Channel.isLane(lane)) {
            return channels.ofLane(lane).isPresent();
        }
        return MailCourier.carries(lane)
                ? notices.mails()
                : callouts.withId(Callout.idOf(lane)).filter(Callout::active).isPresent();
    }

    /** The time of this desk: the database's, where several nodes share one. */
    public Clock clock() {
        return clock;
    }

    public Store store() {
        return store;
    }

    public Desk desk() {
        return desk;
    }

    public Directory directory() {
        return directory;
    }

    public People people() {
        return people;
    }

    public ApiUsers apiUsers() {
        return apiUsers;
    }

    public Tokens tokens() {
        return tokens;
    }

    public Picklists picklists() {
        return picklists;
    }

    public UserFields userFields() {
        return userFields;
    }

    public Tickets tickets() {
        return tickets;
    }

    /** Tickets to look through. */
    public TicketList ticketList() {
        return ticketList;
    }

    public SavedViews savedViews() {
        return savedViews;
    }

    /** What people chose on the pages for themselves. */
    public PersonalChoices choices() {
        return choices;
    }

    /** Where people are signed in. */
    public PersonSessions sessions() {
        return sessions;
    }

    /** What people show besides their passwords. */
    public SecondFactors secondFactors() {
        return secondFactors;
    }

    /** Whose the accounts at the sign-in provider are. */
    public Identities identities() {
        return identities;
    }

    /** Over whom people may sign in. */
    public SignInProvider signInProvider() {
        return signInProvider;
    }

    /** Who came in, and who changed what. */
    public SecurityLog securityLog() {
        return securityLog;
    }

    /** Who notes for it that somebody was refused. */
    public Refusals refusals() {
        return refusals;
    }

    /** Who removes what of it is older than it is kept. */
    public SecurityAge securityAge() {
        return securityAge;
    }

    public Dispatcher dispatcher() {
        return dispatcher;
    }

    public DeliveryQueue queue() {
        return queue;
    }

    public Replays replays() {
        return replays;
    }

    public DeliveryLog log() {
        return log;
    }

    /** How deliveries did of late. */
    public DeliveryFigures deliveryFigures() {
        return deliveryFigures;
    }

    /** How many tickets came and went of late. */
    public TicketFigures ticketFigures() {
        return ticketFigures;
    }

    public Notices notices() {
        return notices;
    }

    public Inbox inbox() {
        return inbox;
    }

    /** Which addresses mail does not get through to. */
    public MailRefusals mailRefusals() {
        return new MailRefusals(store);
    }

    /** Where chats are told. */
    public Channels channels() {
        return channels;
    }

    /** What a chat says to one message. */
    public ChatTrial chatTrial() {
        return chatTrial;
    }

    /** Who tells people what came of their callouts. */
    public Telltale telltale() {
        return telltale;
    }

    /** What the mail server says to one mail. */
    public MailTrial mailTrial() {
        return mailTrial;
    }

    public Callouts callouts() {
        return callouts;
    }

    /** Who puts a new key in place of the old one. */
    public KeyRotation keyRotation() {
        return keyRotation;
    }

    /** What a callout would send, sent once to see what comes back. */
    public TestCalls testCalls() {
        return testCalls;
    }

    public Rules rules() {
        return rules;
    }

    /** Everything that rules name. */
    public RuleNames ruleNames() {
        return ruleNames;
    }

    /** What fills in the texts of rules. */
    public Renderer ruleTexts() {
        return ruleTexts;
    }

    /** Who fires rules that wait for time to pass. */
    public RuleClock ruleClock() {
        return ruleClock;
    }

    /** Who tells administrators when the desk is not well. */
    public HealthWatch healthWatch() {
        return healthWatch;
    }

    /** What worries the desk now. */
    public Worries worries() {
        return worries;
    }

    public SetupFile setup() {
        return setup;
    }

    /** What a setup file says, record by record. */
    public Sections sections() {
        return sections;
    }

    public Traces traces() {
        return traces;
    }

    /** What of the rules an administrator should know. */
    public Audit audit() {
        return audit;
    }

    public RuleRuns ruleRuns() {
        return ruleRuns;
    }

    public DryRun dryRun() {
        return dryRun;
    }

    /** Where people find its pages; no slash at the end. */
    private String url() {
        return publicUrl.orElseGet(() -> ownAddress
                .map(at -> "http://%s:%d".formatted(hostText(at.getAddress()), at.getPort()))
                .orElse("http://127.0.0.1"));
    }

    private static String hostText(InetAddress address) {
        return address.isAnyLocalAddress()
                ? "127.0.0.1"
                : address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    /** Where this desk listens, known once the doors are open: its practice receiver may be called there. */
    public void listensAt(InetSocketAddress address) {
        ownAddress = Optional.of(address);
    }

    /** Takes up what an earlier life of this process left under way. Before the doors open: what comes in after that is of this life. */
    public void takeUp() {
        dispatcher.rescueOwn();
        sessions.forgetOwn();
    }

    /** From here on deliveries go out by themselves, rules fire by the clock, and the desk looks whether it is well. */
    public void start() {
        dispatcher.start();
        ruleClock.start();
        ruleRuns.start();
        healthWatch.start();
        telltale.start();
        securityAge.start();
        keyRotation.start();
    }

    @Override
    public void close() {
        keyRotation.close();
        securityAge.close();
        healthWatch.close();
        ruleRuns.close();
        ruleClock.close();
        dispatcher.close();
        telltale.close();
        client.close();
        store.close();
    }
}
