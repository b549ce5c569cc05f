package dev.roundtrip.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.directory.OpenHours;
import dev.roundtrip.field.UserField;
import dev.roundtrip.notify.MailAddress;
import dev.roundtrip.notify.Recipient;
import dev.roundtrip.ticket.Note;
import dev.roundtrip.ticket.TicketChange.Event;
import dev.roundtrip.ticket.TicketField;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleJsonTest {
    private static final Attribute DUE = new Attribute.UserDefined(4, UserField.Type.DATE);
    private static final Attribute COUNT = new Attribute.UserDefined(5, UserField.Type.NUMBER);

    private static Condition.Test test(Attribute attribute, Operator operator, Value... values) {
        return new Condition.Test(attribute, operator, List.of(values));
    }

    @Test
    void readsWhatItWrote() {
        var rule = new Rule(
                7,
                "Everything",
                3,
                true,
                List.of(
                        RuleEvent.of(Event.CREATED),
                        new RuleEvent.Made(
                                Event.EDITED,
                                new Who(List.of(Who.Group.PEOPLE, new Who.Person(3), new Who.ApiUser(4)))),
                        RuleEvent.of(Event.NOTE_ADDED),
                        RuleEvent.of(Event.ATTACHMENT_ADDED),
                        new RuleEvent.Reached(RuleEvent.State.DUE_IN, Duration.ofMinutes(90))),
                List.of(
                        Samples.status(Operator.IN_LIST, 5, 8),
                        new Condition.Any(List.of(
                                test(DUE, Operator.LESS_THAN, new Value.Day(LocalDate.of(2026, 12, 24))),
                                test(COUNT, Operator.GREATER_THAN, new Value.Decimal(new BigDecimal("2.50"))))),
                        test(
                                new Attribute.Field(TicketField.CREATE_DATE),
                                Operator.GREATER_THAN,
                                new Value.Moment(Instant.parse("2026-11-25T11:00:00.123Z"))),
                        test(
                                new Attribute.Field(TicketField.IS_VISIBLE_TO_COMANAGED),
                                Operator.EQUAL_TO,
                                new Value.Flag(true)),
                        test(new Attribute.NoteType(), Operator.EQUAL_TO, Value.Decimal.of(3)),
                        test(new Attribute.NoteText(), Operator.CONTAINS, new Value.Text(" \"quoted\"\n ")),
                        test(new Attribute.CompanyClassification(), Operator.IS_NOT_EMPTY)),
                new TimeWindow(
                        false, OpenHours.of(Map.of("mon-fri", "08:00-12:00, 13:00-18:00", "sun", "00:00-24:00"))),
                List.of(
                        new Update(DUE, new NewValue.Cleared()),
                        new Update(COUNT, new NewValue.Fixed(Value.Decimal.of(100))),
                        new Update(
                                new Attribute.Field(TicketField.DUE_DATE_TIME),
                                new NewValue.Relative(NewValue.Anchor.NOW, Duration.ofHours(-2))),
                        new Update(
                                new Attribute.Field(TicketField.TITLE), new NewValue.Templated("{{ticket.title}}!"))),
                List.of(
                        new Action.ExecuteCallout(9),
                        new Action.AddNote("", "text", Note.PUBLISH_ALL),
                        new Action.CreateTicket(List.of(
                                new Update(
                                        new Attribute.Field(TicketField.TITLE),
                                        new NewValue.Templated("after {{ticket.title}}")),
                                new Update(
                                        new Attribute.Field(TicketField.QUEUE_ID),
                                        new NewValue.Fixed(Value.Decimal.of(8))),
                                new Update(
                                        DUE, new NewValue.Relative(NewValue.Anchor.CREATE_DATE, Duration.ofDays(1))))),
                        new Action.Notify(
                                List.of(
                                        Recipient.Role.ASSIGNED_RESOURCE,
                                        Recipient.Role.ACCOUNT,
                                        new Recipient.Person(3),
                                        new Recipient.Address(new MailAddress("noc@acme.example")),
                                        new Recipient.Channel(6)),
                                "{{ticket.title}}",
                                "",
                                true),
                        new Action.ExecuteCallout(8)));

        var read = RuleJson.read(7, "Everything", 3, true, RuleJson.written(rule));

        assertThat(read).isEqualTo(rule);
    }

    @Test
    void businessHoursAreAskedForByNoHours() {
        var settings =
                "{\"events\":[{\"on\":\"edited\",\"by\":[\"anyone\"]}],\"if\":[],\"during\":{\"inside\":true},\"set\":[],\"then\":[{\"callout\":9}]}";

        var rule = RuleJson.read(1, "Done", 1, true, settings);

        assertThat(rule.during()).isEqualTo(new TimeWindow(true, null));
        assertThat(RuleJson.written(rule)).isEqualTo(settings);
    }

    @Test
    void isShapedByHandAndHoldsNoNames() {
        var rule = new Rule(
                1,
                "Done",
                1,
                true,
                List.of(RuleEvent.of(Event.EDITED)),
                List.of(Samples.status(Operator.CHANGED_TO, 5)),
                List.of(new Update(new Attribute.UserDefined(3, UserField.Type.TEXT), new NewValue.Cleared())),
                List.of(new Action.ExecuteCallout(9)));

        assertThat(RuleJson.written(rule))
                .isEqualTo("{\"events\":[{\"on\":\"edited\",\"by\":[\"anyone\"]}],"
                        + "\"if\":[{\"attribute\":\"status\",\"operator\":\"changed-to\",\"values\":[\"5\"]}],"
                        + "\"set\":[{\"attribute\":\"udf:3:text\",\"clear\":true}],"
                        + "\"then\":[{\"callout\":9}]}");
    }

    @Test
    void passesOverMembersItDoesNotKnowAndListsThatLack() {
        var read = RuleJson.read(
                1,
                "Done",
                1,
                true,
                "{\"events\":[{\"on\":\"edited\",\"by\":[\"people\"],\"colour\":1}],\"then\":[{\"callout\":9}],\"new\":{}}");

        assertThat(read.callouts()).containsExactly(9L);
        assertThat(read.conditions()).isEmpty();
    }

    @Test
    void namesWhatItCannotRead() {
        assertThatThrownBy(() -> RuleJson.read(
                        1, "Done", 1, true, "{\"events\":[{\"on\":\"full-moon\",\"by\":[\"anyone\"]}],\"then\":[]}"))
                .hasMessageContaining("event full-moon");
    }
}
