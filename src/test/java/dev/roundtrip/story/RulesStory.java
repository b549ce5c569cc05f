package dev.roundtrip.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Actor;
import dev.roundtrip.testing.DeskApi;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What rules make of what clients send, and what the desk tells of it afterwards. */
@OnBothDatabases
class RulesStory {
    /** One a database for all tests: opening the doors takes longer than any of them. */
    private static final Map<TestDatabase, DeskUnderTest> DESKS = new EnumMap<>(TestDatabase.class);

    private final DeskUnderTest desk;
    private final DeskApi api;
    private final FakeEndpoint endpoint = FakeEndpoint.start();

    RulesStory(TestDatabase database) {
        desk = DESKS.computeIfAbsent(database, DeskUnderTest::on);
        api = desk.api();
    }

    @AfterEach
    void forgetTheRules() {
        endpoint.close();
        var rules = desk.house().rules();
        rules.all().forEach(rule -> rules.delete(rule.id()));
    }

    @AfterAll
    static void close() {
        DESKS.values().forEach(DeskUnderTest::close);
    }

    @Test
    void changedToMeansTheChangeNotTheState() throws IOException {
        desk.apply(Inputs.setup("done-rule.yaml", endpoint));
        var ticket = api.create("disk full", Map.of());

        api.patch("{\"id\":%d,\"status\":5}".formatted(ticket));
        api.patch("{\"id\":%d,\"title\":\"disk full again\"}".formatted(ticket));
        api.addNote(ticket, "Call", "said thanks");
        int lines = desk.house().tickets().historyOf(ticket).size();
        api.patch("{\"id\":%d,\"status\":5}".formatted(ticket));
        api.patch("{\"id\":%d,\"status\":\"5\",\"title\":\"disk full again\"}".formatted(ticket));

        assertThat(api.deliveriesOf(ticket)).hasSize(1);
        assertThat(desk.house().tickets().historyOf(ticket)).hasSize(lines);
        assertThat(api.trace(ticket)).hasSize(2);
        var titleEdit = api.trace(ticket).getFirst();
        assertThat(titleEdit.path("event").stringValue()).isEqualTo("edited");
        assertThat(titleEdit.path("rules")).hasSize(1);
        assertThat(titleEdit.at("/rules/0/rule").stringValue()).isEqualTo("Done");
        assertThat(titleEdit.at("/rules/0/fired").booleanValue()).isFalse();
        assertThat(titleEdit.at("/rules/0/failed/attribute").stringValue()).isEqualTo("status");
        assertThat(titleEdit.at("/rules/0/failed/before").longValue()).isEqualTo(5);
        assertThat(titleEdit.at("/rules/0/failed/after").longValue()).isEqualTo(5);

        api.setStatus(ticket, 8);
        api.setStatus(ticket, 5);

        assertThat(api.deliveriesOf(ticket)).hasSize(2);
    }

    @Test
    void rulesOfOneChangeSeeTheSameTicket() throws IOException {
        desk.apply(Inputs.text("two-rules.yaml"));

        var monitored = api.create("{\"title\":\"disk full\",\"companyID\":0,\"queueID\":8}");
        var portal = api.create("{\"title\":\"disk full\",\"companyID\":0,\"queueID\":5}");

        assertThat(api.ticket(monitored).path("queueID").longValue()).isEqualTo(5);
        assertThat(api.notes(monitored)).isEmpty();
        // The one trace is that of the creation: the update is an edit, and no rule that listens to created is tried
        // for it.
        assertThat(api.trace(monitored)).singleElement().satisfies(trace -> {
            assertThat(trace.path("event").stringValue()).isEqualTo("created");
            assertThat(trace.at("/rules/0/fired").booleanValue()).isTrue();
            assertThat(trace.at("/rules/1/rule").stringValue()).isEqualTo("Portal tickets get a note");
            assertThat(trace.at("/rules/1/fired").booleanValue()).isFalse();
            assertThat(trace.at("/rules/1/failed/attribute").stringValue()).isEqualTo("queueID");
            assertThat(trace.at("/rules/1/failed/after").longValue()).isEqualTo(8);
            assertThat(trace.at("/rules/1/failed/wanted/0").longValue()).isEqualTo(5);
        });
        var first = desk.house().rules().all().getFirst();
        assertThat(desk.house().tickets().historyOf(monitored)).last().satisfies(line -> {
            assertThat(line.field()).isEqualTo("queueID");
            assertThat(line.oldValue()).isEqualTo("8");
            assertThat(line.newValue()).isEqualTo("5");
            assertThat(line.actor()).isEqualTo(Actor.rule(first.id(), "Web tickets to the portal queue"));
        });
        assertThat(api.notes(portal))
                .singleElement()
                .satisfies(note -> assertThat(note.path("title").stringValue()).isEqualTo("Portal"));
    }

    @Test
    void aFileThatIsAddedCallsOut() throws IOException {
        desk.apply("""
                callouts: [ { name: Tell, url: "%s" } ]
                rules:
                  - name: Programs' files
                    when: [ attachment-added: { by: api-users } ]
                    if: [ { attribute: status, operator: equal-to, value: New } ]
                    then: [ callout: Tell ]
                  - name: People's files
                    when: [ attachment-added: { by: people } ]
                    then: [ callout: Tell ]
                """.formatted(endpoint.url("/file")));
        var ticket = api.create("disk full", Map.of());
        assertThat(api.trace(ticket)).isEmpty();

        var file = api.addAttachment(ticket, "disk.log", new byte[] {0, 1, -1});
        desk.runDue();

        assertThat(endpoint.requests())
                .singleElement()
                .satisfies(sent -> assertThat(sent.bodyText()).contains("status=New"));
        assertThat(api.trace(ticket)).singleElement().satisfies(trace -> {
            assertThat(trace.path("event").stringValue()).isEqualTo("attachment-added");
            assertThat(trace.at("/actor/kind").stringValue()).isEqualTo("api-user");
            assertThat(trace.path("rules")).hasSize(1);
            assertThat(trace.at("/rules/0/rule").stringValue()).isEqualTo("Programs' files");
            assertThat(trace.at("/rules/0/callouts/0/deliveryId").stringValue())
                    .isEqualTo(api.deliveriesOf(ticket).getFirst().path("id").stringValue());
        });
        assertThat(desk.house().tickets().attachment(file)).isPresent();
    }

    @Test
    void aTicketThatIsDoneMakesTheNextOne() throws IOException {
        desk.apply("""
                picklists: { queue: [ { id: 29, label: Network } ] }
                callouts: [ { name: Tell, url: "%s", format: json } ]
                rules:
                  - name: Look after it
                    when: [ edited ]
                    if: [ { attribute: status, operator: changed-to, value: Complete } ]
                    then: [ create-ticket: { title: "After {{ticket.ticketNumber}}", companyID: "{{ticket.companyID}}", queueID: Network } ]
                  - name: Tell of what is new
                    when: [ created ]
                    if: [ { attribute: queueID, operator: equal-to, value: Network } ]
                    then: [ callout: Tell ]
                """.formatted(endpoint.url("/new")));
        var ticket = api.create("disk full", Map.of());

        api.complete(ticket);
        desk.runDue();

        var made = api.trace(ticket).getFirst().at("/rules/0/tickets/0");
        var next = api.ticket(made.path("ticketId").longValue());
        assertThat(next.path("title").stringValue())
                .isEqualTo("After " + api.ticket(ticket).path("ticketNumber").stringValue());
        assertThat(next.path("ticketNumber")).isEqualTo(made.path("ticketNumber"));
        assertThat(next.path("queueID").longValue()).isEqualTo(29);
        assertThat(endpoint.requests())
                .singleElement()
                .satisfies(sent -> assertThat(sent.bodyText())
                        .contains(made.path("ticketNumber").stringValue()));
        assertThat(api.trace(next.path("id").longValue())
                        .getFirst()
                        .path("hops")
                        .intValue())
                .isEqualTo(1);
    }
}
