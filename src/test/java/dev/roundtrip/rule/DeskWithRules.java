package dev.roundtrip.rule;

import dev.roundtrip.callout.Fired;
import dev.roundtrip.callout.Foreseen;
import dev.roundtrip.callout.PromisedRequest;
import dev.roundtrip.callout.Turn;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.directory.DeskSettings;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.field.UserField;
import dev.roundtrip.notify.Message;
import dev.roundtrip.notify.Recipient;
import dev.roundtrip.notify.Told;
import dev.roundtrip.people.Actor;
import dev.roundtrip.people.ApiUsers;
import dev.roundtrip.people.People;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.TestClock;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.PastChanges;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketChange.Event;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import dev.roundtrip.ticket.Tickets;
import dev.roundtrip.ticket.UserFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** A desk in Berlin whose rules run over a real store; callouts are only written down. It is always noon. */
final class DeskWithRules implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-25T11:00:00Z");
    static final Actor TECH = Actor.person(3, "A. Technician");

    private final Path folder;
    final Store store;
    final Directory directory;
    final Picklists picklists;
    final UserFields userFields;
    final Desk desk;
    final Tickets tickets;
    final Rules rules;
    final RuleWords words;
    final Traces traces;
    final RuleRunner runner;
    final RuleClock ruleClock;
    final Audit audit;
    final DryRun dryRun;
    final RuleRuns ruleRuns;
    final TestClock clock = TestClock.atNoon();

    /** What was fired, in order, of what was kept and what was undone. */
    final List<Call> calls = new CopyOnWriteArrayList<>();

    /** What people were told, in order. */
    final List<Message> messages = new CopyOnWriteArrayList<>();

    final Map<Long, String> callouts = new ConcurrentHashMap<>(Map.of(1L, "Close alert", 2L, "Tell chat"));
    final Set<Long> inactive = ConcurrentHashMap.newKeySet();
    Function<Call, Fired> answer = DeskWithRules::promised;

    record Call(long calloutId, TicketChange change, Turn turn) {
        int place() {
            return turn.place();
        }
    }

    DeskWithRules(TestDatabase database) {
        folder = temporary();
        clock.goTo(NOON);
        store = Store.open(database.fresh(folder));
        desk = new Desk(store);
        desk.change(new DeskSettings("ACME.EXAMPLE", ZoneId.of("Europe/Berlin"), "en"));
        picklists = new Picklists(store);
        directory = new Directory(store, clock, picklists, id -> id < 100);
        userFields = new UserFields(store);
        tickets = new Tickets(store, clock, desk, directory, picklists, userFields, id -> id < 100);
        var names = RuleNames.of(
                userFields,
                picklists,
                directory,
                new People(store, clock),
                new ApiUsers(store, clock),
                Named.of(
                        () -> List.copyOf(callouts.entrySet()),
                        Map.Entry::getKey,
                        Map.Entry::getValue,
                        callout -> !inactive.contains(callout.getKey())),
                Named.of(List::<Map.Entry<Long, String>>of, Map.Entry::getKey, Map.Entry::getValue));
        words = new RuleWords(names);
        rules = new Rules(store, clock, new PlainRenderer(), Rules.MOST_ACTIVE);
        traces = new Traces(store);
        audit = new Audit(store, clock, desk, directory, names, rules);
        runner = new RuleRunner(
                store, desk, directory, names, rules, tickets, this::tell, this::fire, new PlainRenderer());
        tickets.tell(runner);
        ruleClock = anotherLife();
        ruleRuns = otherRuns();
        var past = new PastChanges(store, userFields);
        dryRun = new DryRun(clock, desk, directory, names, tickets, past, this::foreseen, new PlainRenderer());
    }

    private Foreseen foreseen(long calloutId, TicketChange change) {
        return inactive.contains(calloutId)
                ? new Foreseen.Skipped("the callout is inactive")
                : new Foreseen.Sent(
                        new PromisedRequest(
                                "POST",
                                "https://icinga.acme.example/" + change.after().ticketNumber(),
                                List.of(),
                                "text/plain",
                                change.after().title()),
                        null);
    }

    /** As of another node, or after a restart. */
    RuleRuns otherRuns() {
        return new RuleRuns(store, clock, rules, runner, tickets);
    }

    /** As after a restart: it knows what the store knows. */
    RuleClock anotherLife() {
        return new RuleClock(store, clock, rules, runner, tickets, "here");
    }

    private List<Told> tell(Message message, List<Recipient> who, TicketChange change) {
        messages.add(message);
        return who.stream()
                .<Told>map(one -> new Told.Noticed(one, "tech", messages.size(), null, null))
                .toList();
    }

    private Fired fire(long calloutId, TicketChange change, Turn turn) {
        var call = new Call(calloutId, change, turn);
        calls.add(call);
        return answer.apply(call);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("rules");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Knows two names; a brace that opens and does not close is a mistake. */
    private static final class PlainRenderer implements Renderer {
        @Override
        public String render(String template, TicketChange change) {
            return template.replace("{{actor.name}}", change.actor().name())
                    .replace("{{ticket.title}}", change.after().title());
        }

        @Override
        public void check(String template) {
            if (template.contains("{{") && !template.contains("}}")) {
                throw new IllegalArgumentException("line 1, column 1: {{ is not closed");
            }
        }
    }

    /** As of a callout of the desk: it is another configuration then. */
    void switchOff(long callout) {
        inactive.add(callout);
        store.write(() -> {
            store.revision().bump();
            return null;
        });
    }

    /** No rules and no calls; tickets, fields and traces stay. */
    void forget() {
        rules.all().forEach(rule -> rules.delete(rule.id()));
        calls.clear();
        messages.clear();
        inactive.clear();
        answer = DeskWithRules::promised;
    }

    private static Fired promised(Call call) {
        return new Fired.Promised("d" + call.calloutId());
    }

    UserField field(String name, UserField.Type type, String... choices) {
        return userFields.add(new UserField(0, name, type, List.of(choices), null, null, true));
    }

    Ticket ticket() {
        return ticket(TicketEdit.with());
    }

    Ticket ticket(TicketEdit.Builder with) {
        return tickets.create(
                with.set(TicketField.TITLE, "disk full")
                        .set(TicketField.COMPANY_ID, 0)
                        .build(),
                TECH);
    }

    Ticket set(Ticket ticket, TicketField field, Object value) {
        return tickets.edit(ticket.id(), TicketEdit.with().set(field, value).build(), TECH);
    }

    Ticket now(Ticket ticket) {
        return tickets.find(ticket.id()).orElseThrow();
    }

    /** The newest. */
    Trace trace(Ticket ticket) {
        return traces.ofTicket(ticket.id()).getFirst();
    }

    Writing rule(String name, Event... on) {
        return new Writing(name, on);
    }

    @Override
    public void close() {
        store.close();
        FileSystemUtils.deleteRecursively(folder.toFile());
    }

    /** A rule as a setup file would say it. */
    final class Writing {
        private final String name;
        private final List<RuleEvent> events;
        private final List<Condition> conditions = new ArrayList<>();
        private final List<Update> updates = new ArrayList<>();
        private final List<Action> actions = new ArrayList<>();

        private Writing(String name, Event... on) {
            this.name = name;
            this.events = new ArrayList<>(Arrays.stream(on).map(RuleEvent::of).toList());
        }

        Writing after(String state, String span) {
            events.add(state(state, span));
            return this;
        }

        Writing when(String attribute, String operator, String... values) {
            conditions.add(words.test(attribute, operator, List.of(values)));
            return this;
        }

        Writing set(String attribute, @org.jspecify.annotations.Nullable String value) {
            updates.add(words.update(attribute, value));
            return this;
        }

        Writing callout(String name) {
            actions.add(words.callout(name));
            return this;
        }

        Writing note(String title, String text) {
            actions.add(words.note(title, text, "internal"));
            return this;
        }

        /** @param fields attribute, value, attribute, value, … */
        Writing ticket(String... fields) {
            actions.add(created(words, fields));
            return this;
        }

        Writing notify(String subject, String text, boolean storeAsNote, String... who) {
            actions.add(
                    new Action.Notify(Arrays.stream(who).map(words::recipient).toList(), subject, text, storeAsNote));
            return this;
        }

        Rule kept() {
            return rules.keep(new Rule(0, name, 0, true, events, conditions, updates, actions));
        }
    }

    static Action.CreateTicket created(RuleWords words, String... fields) {
        return new Action.CreateTicket(IntStream.range(0, fields.length / 2)
                .mapToObj(i -> words.update(fields[2 * i], fields[2 * i + 1]))
                .toList());
    }

    static RuleEvent.Reached state(String word, String span) {
        return Arrays.stream(RuleEvent.State.values())
                .filter(state -> state.word().equals(word))
                .map(state -> new RuleEvent.Reached(state, Span.of(span).orElseThrow()))
                .findFirst()
                .orElseThrow();
    }

    /** What the rules of a trace came to, in order: {@code Done fired}, {@code Done failed}. */
    static Stream<String> outcomes(Trace trace) {
        return trace.rules().stream()
                .map(line -> line.rule()
                        + (line.fired()
                                ? " fired"
                                : line.failed() != null ? " failed" : line.skipped() != null ? " skipped" : " undone"));
    }
}
