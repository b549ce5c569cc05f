package dev.roundtrip.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.rule.Rule;
import dev.roundtrip.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What is written of a rule, and that the same rule is read of it again. */
class RuleWriterTest {
    private static SetDesk desk;

    @BeforeAll
    static void open() {
        desk = SetDesk.on(TestDatabase.SQLITE);
        // A login of two means both.
        desk.apply("api-users: [ { login: tech, secret: correct-horse-battery } ]");
        desk.apply(Everything.TEXT, Everything.VALUES);
        desk.apply("""
                companies: [ { name: 1984 }, { name: "{{Braces}}" } ]
                picklists: { queue: [ { id: 40, label: "{{ticket.title}}" }, { id: 41, label: "40" } ] }
                """);
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    private static String written(Rule rule) {
        return JsonMapper.shared().writeValueAsString(desk.written.written(rule));
    }

    private static Rule kept(String json) {
        return desk.written.create(sent(json), _ -> {}).record();
    }

    private static SentJson sent(String json) {
        return SentJson.of(json.getBytes(StandardCharsets.UTF_8), "the rule");
    }

    private static void isReadAsTheSame(Rule rule) {
        assertThat(desk.written
                        .replace(rule.id(), new IfMatch(List.of()), sent(written(rule)), _ -> {})
                        .record())
                .isEqualTo(rule);
    }

    @Test
    void theRuleThatHasEveryKeyOfTheGrammarIsWrittenInItsWords() {
        var rule = desk.rules.named("Tell Icinga when the ticket is done").orElseThrow();

        assertThat(written(rule)).isEqualTo("""
                {"id":1,"place":1,"name":"Tell Icinga when the ticket is done","active":true,\
                "when":["edited",{"created":{"by":"api-users"}},{"created":{"by":["people","tech"]}},"note-added",\
                {"attachment-added":{"by":"people"}},{"idle-for":"30m"},{"status-for":"4h"},{"due-in":"90m"},{"overdue-by":"1d"},\
                {"first-response-due-in":"10m"},{"first-response-overdue-by":"60s"},{"resolution-plan-due-in":"1h"},\
                {"resolution-plan-overdue-by":"1d"},{"resolution-due-in":"90m"},{"resolution-overdue-by":"15m"}],\
                "if":[{"attribute":"status","operator":"changed-to","value":"Complete"},\
                {"attribute":"status","operator":"changed-from","value":"In Progress"},\
                {"attribute":"status","operator":"changed"},\
                {"attribute":"queueID","operator":"equal-to","value":"Network"},\
                {"attribute":"queueID","operator":"not-equal-to","value":"Client Portal"},\
                {"attribute":"udf.Severity","operator":"in-list","value":["critical","warning"]},\
                {"attribute":"priority","operator":"in-list","value":["Critical","Medium"]},\
                {"attribute":"priority","operator":"not-in-list","value":["Low"]},\
                {"attribute":"contactID","operator":"is-empty"},\
                {"attribute":"udf.AlertID","operator":"is-not-empty"},\
                {"attribute":"title","operator":"contains","value":"disk"},\
                {"attribute":"title","operator":"starts-with","value":"["},\
                {"attribute":"udf.Size","operator":"greater-than","value":"2.5"},\
                {"attribute":"udf.Size","operator":"less-than","value":"40"},\
                {"attribute":"companyID","operator":"equal-to","value":"This desk"},\
                {"any":[{"attribute":"queueID","operator":"equal-to","value":"Network"},\
                {"attribute":"priority","operator":"equal-to","value":"Critical"}]}],\
                "during":{"outside":"business-hours"},\
                "then":[{"set":{"status":"In Progress","udf.Steps taken":"done by {{actor.name}}",\
                "dueDateTime":"createDate + 4h","contactID":null}},\
                {"callout":"Close in Icinga"},\
                {"note":{"title":"Told Icinga","text":"Ticket {{ticket.ticketNumber}}","publish":"all"}},\
                {"create-ticket":{"title":"After {{ticket.ticketNumber}}","companyID":"{{ticket.companyID}}",\
                "queueID":"Network","dueDateTime":"now + 4h","udf.Severity":"critical"}},\
                {"notify":{"who":["assigned-resource","contact","actor","account","tech","noc@north.example"],\
                "subject":"{{ticket.title}}","text":"Ticket {{ticket.ticketNumber}}","store-as-note":true}}]}""");
        isReadAsTheSame(rule);
    }

    /** Keys of a rule, each beside what a rule has to have. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'active': false",
                "'when': ['edited', {'edited': {}}, {'edited': {'by': 'anyone'}}]",
                "'when': [{'created': {'by': 'contact'}}, {'note-added': {'by': ['people', 'api-users', 'contact', 'anyone']}}]",
                "'when': [{'edited': {'by': 'tech'}}, {'edited': {'by': 'API@north.example'}}]",
                "'when': [{'idle-for': '1m'}, {'status-for': '3660d'}, {'due-in': '25h'}, {'overdue-by': '120m'}]",
                "'if': []",
                "'if': [{'any': [{'attribute': 'title', 'operator': 'is-empty'}]}, {'attribute': 'note.text', 'operator': 'contains', 'value': ' x\\ty\\n '}], 'when': ['note-added']",
                "'if': [{'attribute': 'note.type', 'operator': 'in-list', 'value': [3, '4']}], 'when': ['note-added']",
                "'if': [{'attribute': 'company.classification', 'operator': 'equal-to', 'value': 'Gold'}]",
                "'if': [{'attribute': 'companyID', 'operator': 'in-list', 'value': ['1984', '{{braces}}', 99]}]",
                "'if': [{'attribute': 'queueID', 'operator': 'in-list', 'value': ['{{ticket.title}}', '40', 40, '41', 'network']}]",
                "'if': [{'attribute': 'assignedResourceID', 'operator': 'changed-to', 'value': 'tech'}]",
                "'if': [{'attribute': 'createDate', 'operator': 'less-than', 'value': '2026-11-25'}, {'attribute': 'createDate', 'operator': 'greater-than', 'value': '2026-11-25T14:00:00.5+01:00'}]",
                "'if': [{'attribute': 'isVisibleToComanaged', 'operator': 'equal-to', 'value': true}, {'attribute': 'estimatedHours', 'operator': 'greater-than', 'value': 1e2}]",
                "'if': [{'attribute': 'title', 'operator': 'in-list', 'value': ['$${env:KEY}', '$$${', '$${', 'a', 'a\u2028b', 'null', 'true', '~', '😀', '\\u0007', '- a: b']}]",
                "'during': {'inside': 'business-hours'}",
                "'during': {'outside': {'mon': '08:00-12:00, 13:00-18:00', 'tue': '8:00-12:00,13:00-18:00', 'sun': '00:00-24:00'}}",
                "'during': {'inside': {'sat-mon': '10:00-11:00'}}",
                "'then': [{'set': {'queueID': '{{ticket.title}}'}}]",
                "'then': [{'set': {'queueID': 40, 'companyID': 2}}, {'set': {'title': '$${x} {{ticket.title}}'}}]",
                "'then': [{'set': {'dueDateTime': 'now - 30m', 'udf.Since': 'createDate', 'udf.Size': 2.50, 'udf.Severity': 'WARNING'}}]",
                "'then': [{'set': {'dueDateTime': '2026-12-24', 'isVisibleToComanaged': false, 'contactID': 12, 'description': ' a\\n\\nb '}}]",
                "'then': [{'create-ticket': {'Title': 'x', 'companyID': 'this desk', 'assignedResourceID': 'TECH', 'udf.Size': 2.50}}, {'create-ticket': {'title': '$${x}', 'dueDateTime': 'createDate + 1d'}}, {'callout': 'Close in Icinga'}]",
                "'when': ['attachment-added', {'attachment-added': {'by': ['contact', 'tech']}}]",
                "'then': [{'note': {'title': 'a', 'text': '{{#udf.AlertID}}x{{/udf.AlertID}}'}}, {'callout': 'CLOSE in icinga'}, {'note': {'title': 'b', 'text': 'c', 'publish': 'all'}}, {'callout': 'Close in Icinga'}]",
                "'then': [{'notify': {'who': 'TECH', 'subject': 'a $${b', 'text': '{{#udf.AlertID}}x{{/udf.AlertID}}'}}]",
                "'then': [{'notify': {'who': ['Contact', 'o@müller.example', 'contact'], 'subject': '{{ticket.title}}', 'text': 't', 'store-as-note': true}}]",
            })
    void whatIsWrittenIsReadAsTheSameRule(String keys) {
        var usual = Map.of(
                "'name'", "'Written'", "'when'", "['edited']", "'then'", "[{'note': {'title': 't', 'text': 't'}}]");
        var json = new StringBuilder(keys);
        usual.forEach((key, value) -> json.append(keys.contains(key + ":") ? "" : ", " + key + ": " + value));

        var rule = kept("{" + json.toString().replace('\'', '"') + "}");

        isReadAsTheSame(rule);
        desk.rules.delete(rule.id());
    }
}
