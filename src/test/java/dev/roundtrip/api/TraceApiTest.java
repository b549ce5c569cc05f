package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.notify.Channel;
import dev.roundtrip.rule.Action;
import dev.roundtrip.rule.Named;
import dev.roundtrip.rule.Renderer;
import dev.roundtrip.rule.Rule;
import dev.roundtrip.rule.RuleNames;
import dev.roundtrip.rule.RuleRunner;
import dev.roundtrip.rule.RuleWords;
import dev.roundtrip.rule.Rules;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.NoSuchTicket;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketField;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class TraceApiTest {
    private final DeskUnderTest desk = DeskUnderTest.on(TestDatabase.SQLITE);
    private final MockMvc api = MockMvcBuilders.standaloneSetup(
                    new TraceApi(desk.house().tickets(), desk.house().traces()))
            .build();

    @BeforeEach
    void withRules() {
        var house = desk.house();
        var callout = desk.callout(Callout.to("Close alert", "http://127.0.0.1:9/close"));
        var names = RuleNames.of(
                house.userFields(),
                house.picklists(),
                house.directory(),
                house.people(),
                house.apiUsers(),
                Named.of(house.callouts()::all, Callout::id, Callout::name),
                Named.of(house.channels()::all, Channel::id, channel -> String.valueOf(channel.name())));
        var rules = new Rules(house.store(), house.clock(), new AsItStands(), Rules.MOST_ACTIVE);
        house.tickets()
                .tell(new RuleRunner(
                        house.store(),
                        house.desk(),
                        house.directory(),
                        names,
                        rules,
                        house.tickets(),
                        house.notices()::send,
                        house.callouts()::fire,
                        new AsItStands()));
        var words = new RuleWords(names);
        rules.keep(new Rule(
                0,
                "Done",
                0,
                true,
                List.of(words.event("edited", List.of())),
                List.of(words.test("status", "changed-to", List.of("Complete"))),
                List.of(words.update("queueID", "Post Sale")),
                List.of(new Action.ExecuteCallout(callout.id()), words.note("Told", "", "internal"))));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private String answer(String address) throws Exception {
        return api.perform(get(address)).andReturn().getResponse().getContentAsString();
    }

    @Test
    void tellsWhichRulesWereTriedAndWhatCameOfThem() throws Exception {
        var ticket = desk.ticket("disk full");
        desk.edit(ticket, TicketField.STATUS, 5);
        var delivery = desk.deliveries().getFirst().id();

        var answer = answer("/api/v1/tickets/" + ticket.id() + "/trace");

        assertThat(answer).isEqualTo("""
                {"items":[\
                {"version":3,"part":0,"at":"%1$s","event":"edited","actor":{"kind":"rule","id":1,"name":"Done"},"hops":1,"rules":[\
                {"ruleId":1,"rule":"Done","fired":false,"failed":{"attribute":"status","operator":"changed-to",\
                "wanted":[5],"before":5,"after":5,"labels":{"5":"Complete"}}}]},\
                {"version":2,"part":0,"at":"%1$s","event":"edited","actor":{"kind":"api-user","id":1,"name":"monitoring@acme.example"},\
                "hops":0,"rules":[\
                {"ruleId":1,"rule":"Done","fired":true,"updates":[{"attribute":"queueID","value":6}],"notes":["Told"],\
                "callouts":[{"callout":"Close alert","calloutId":1,"deliveryId":"%2$s"}]}]}],\
                "next":null}""".formatted("2026-11-25T12:00:00.000Z", delivery));
    }

    @Test
    void goesOnWhereAPageEnded() throws Exception {
        var ticket = desk.ticket("disk full");
        for (int priority : new int[] {1, 3, 4}) {
            desk.edit(ticket, TicketField.PRIORITY, priority);
        }

        var first = answer("/api/v1/tickets/" + ticket.id() + "/trace?limit=2");
        var second = answer("/api/v1/tickets/" + ticket.id() + "/trace?limit=2&after=3");

        assertThat(first).contains("\"version\":4", "\"version\":3").endsWith("\"next\":\"3\"}");
        assertThat(second).contains("\"version\":2").endsWith("\"next\":null}");
    }

    @Test
    void knowsNothingOfATicketThatIsNotThere() {
        assertThatThrownBy(() -> answer("/api/v1/tickets/99/trace")).hasCauseInstanceOf(NoSuchTicket.class);
    }

    private static final class AsItStands implements Renderer {
        @Override
        public String render(String template, TicketChange change) {
            return template;
        }

        @Override
        public void check(String template) {}
    }
}
