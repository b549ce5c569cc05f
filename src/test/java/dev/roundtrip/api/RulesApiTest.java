package dev.roundtrip.api;

import static dev.roundtrip.api.Admin.errors;
import static dev.roundtrip.api.Admin.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.field.UserField;
import dev.roundtrip.people.Actor;
import dev.roundtrip.people.Token;
import dev.roundtrip.rule.Rule;
import dev.roundtrip.rule.Rules;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Rules over the desk's own API, over the wire. Quotes are written singly here. */
class RulesApiTest {
    private static final String ADMIN = "rt_admin_0123456789abcdef";
    private static final Map<TestDatabase, ApiServer> SERVERS = new EnumMap<>(TestDatabase.class);

    private static final String CLOSE = """
            {'name': 'Close', 'active': true,
             'when': ['edited', {'note-added': {'by': ['people', 'api-users']}}, {'idle-for': '30m'}],
             'if': [{'attribute': 'status', 'operator': 'changed-to', 'value': 'Complete'},
                    {'any': [{'attribute': 'title', 'operator': 'is-not-empty'},
                             {'attribute': 'priority', 'operator': 'in-list', 'value': ['Critical', 'High']}]}],
             'during': {'inside': {'mon-fri': '08:00-18:00'}},
             'then': [{'set': {'queueID': 'Post Sale', 'contactID': null, 'dueDateTime': 'now + 4h'}},
                      {'note': {'title': 'Told', 'text': '{{ticket.title}}', 'publish': 'internal'}},
                      {'callout': 'Close in Icinga'}]}""";

    private ApiServer server = server(TestDatabase.SQLITE);

    private static ApiServer server(TestDatabase database) {
        return SERVERS.computeIfAbsent(database, fresh -> {
            var server = ApiServer.on(fresh);
            server.house().tokens().keep(new Token(0, "administrator", Set.of(Token.Scope.ADMIN), null), ADMIN);
            server.apply("""
                    fields: [ { name: Severity, type: list, values: [ warning, critical ] } ]
                    callouts: [ { name: Close in Icinga, url: "https://icinga.acme.example/close" } ]
                    """);
            return server;
        });
    }

    @AfterAll
    static void close() {
        SERVERS.values().forEach(ApiServer::close);
    }

    @BeforeEach
    void withoutRules() {
        forget();
    }

    private void forget() {
        var rules = server.house().rules();
        rules.all().forEach(rule -> rules.delete(rule.id()));
    }

    private ApiServer.Answer send(String method, String path, String body, String... headers) {
        return new Admin(server, ADMIN).send(method, "/api/v1/rules" + path, body, headers);
    }

    private ApiServer.Answer get(String path) {
        return send("GET", path, "");
    }

    private ApiServer.Answer post(String path, String body) {
        return send("POST", path, body);
    }

    private ApiServer.Answer put(String path, String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    /** The id of a new rule that adds a note. */
    private long rule(String name) {
        var answer = post("", noted(name));
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
        return answer.json().at("/id").longValue();
    }

    private static String noted(String name) {
        return "{'name': '" + name + "', 'when': ['edited'], 'then': [{'note': {'title': 't', 'text': 't'}}]}";
    }

    private static JsonNode json(String text) {
        return ApiServer.JSON.readTree(text.replace('\'', '"'));
    }

    private static List<String> names(ApiServer.Answer answer) {
        return StreamSupport.stream(answer.json().at("/items").spliterator(), false)
                .map(rule ->
                        rule.at("/place").intValue() + " " + rule.at("/name").asString())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void aRuleIsKeptAsItIsWrittenAndAnsweredSo(TestDatabase database) {
        server = server(database);
        forget();

        var made = post("", CLOSE);

        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        var id = made.json().at("/id").longValue();
        assertThat(made.raw().headers().firstValue("Location")).hasValue("/api/v1/rules/" + id);
        var read = get("/" + id);
        assertThat(read.json()).isEqualTo(made.json());
        assertThat(tag(read)).isEqualTo(tag(made)).matches("\"[0-9a-f]{32}\"");
        var expected = ApiServer.JSON.createObjectNode().put("id", id).put("place", 1);
        json(CLOSE).forEachEntry(expected::set);
        // Numbers compare as what they are, not by the width that they are held in.
        assertThat(read.raw().body()).isEqualTo(ApiServer.JSON.writeValueAsString(expected));

        var again = put("/" + id, read.raw().body(), "If-Match", tag(read));
        assertThat(again.raw().body()).isEqualTo(read.raw().body());
        assertThat(tag(again)).isEqualTo(tag(read));
        assertThat(get("").json().at("/items/0")).isEqualTo(read.json());
    }

    @Test
    void aRuleThatIsMadeFires() {
        post("", "{'name': 'Told', 'when': ['created'], 'then': [{'callout': 'close in icinga'}]}");

        var ticket = server.ticket("{\"title\":\"disk full\",\"companyID\":0}");

        assertThat(server.send(server.request("/api/v1/tickets/" + ticket + "/trace")
                                .header("Authorization", "Bearer " + ADMIN)
                                .build())
                        .text("/items/0/rules/0/callouts/0/callout"))
                .isEqualTo("Close in Icinga");
    }

    @Test
    void aWholeRuleTakesThePlaceOfAnother() {
        rule("First");
        var id = rule("Second");

        var answer = put("/" + id, """
                {'name': 'second', 'when': ['created'], 'then': [{'set': {'title': 'x'}}], 'active': false}""");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.raw().body()).isEqualTo("""
                {'id':%d,'place':2,'name':'second','active':false,'when':['created'],'if':[],'then':[{'set':{'title':'x'}}]}""".formatted(id).replace('\'', '"'));
    }

    @Test
    void rulesAreSwitchedOnAndOff() {
        var id = rule("One");

        var off = post("/" + id + "/deactivate", "");
        var offAgain = post("/" + id + "/deactivate", "");
        var on = post("/" + id + "/activate", "");

        assertThat(off.status()).isEqualTo(200);
        assertThat(off.json().at("/active").booleanValue()).isFalse();
        assertThat(offAgain.raw().body()).isEqualTo(off.raw().body());
        assertThat(on.json().at("/active").booleanValue()).isTrue();
        assertThat(tag(on)).isNotEqualTo(tag(off));
    }

    @Test
    void aRuleThatNamesWhatIsGoneCanBeSwitchedOffButNotOn() {
        var fields = server.house().userFields();
        var field = fields.add(new UserField(0, "Step", UserField.Type.TEXT, List.of(), null, null, true));
        var id = post("", "{'name': 'One', 'when': ['edited'], 'then': [{'set': {'title': '{{udf.Step}}'}}]}")
                .json()
                .at("/id")
                .longValue();
        fields.change(new UserField(field.id(), "Steps", UserField.Type.TEXT, List.of(), null, null, true));

        var off = post("/" + id + "/deactivate", "");
        var on = post("/" + id + "/activate", "");

        assertThat(off.status()).isEqualTo(200);
        assertThat(on.status()).isEqualTo(409);
        assertThat(on.text("/detail"))
                .isEqualTo(
                        "rule \"One\": \"{{udf.Step}}\": line 1, column 1: udf.Step is not a value; did you mean udf.Steps?");
        assertThat(get("/" + id).json()).isEqualTo(off.json());
    }

    @Test
    void anAnswerIsAlwaysWholeForPlacesAndNamesAlterItToo() {
        var id = rule("One");
        var two = rule("Two");
        var seen = tag(get("/" + id));
        put("/order", "{'ids': [" + two + "]}");

        var answer = send("GET", "/" + id, "", "If-None-Match", seen);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/place").intValue()).isEqualTo(2);
    }

    @Test
    void aCopyStandsBehindItsOriginalAndIsInactive() {
        var gone = rule("Gone");
        post("", CLOSE);
        var id = server.house().rules().named("Close").map(Rule::id).orElseThrow();
        rule("Last");
        send("DELETE", "/" + gone, "");

        var copy = post("/" + id + "/copy", "{'name': 'Close too'}");

        assertThat(copy.status()).isEqualTo(201);
        assertThat(copy.raw().headers().firstValue("Location"))
                .hasValue("/api/v1/rules/" + copy.json().at("/id").longValue());
        assertThat(copy.json().at("/active").booleanValue()).isFalse();
        for (var key : List.of("when", "if", "during", "then")) {
            assertThat(copy.json().get(key)).isEqualTo(json(CLOSE).get(key));
        }
        assertThat(names(get(""))).containsExactly("1 Close", "2 Close too", "3 Last");
    }

    @Test
    void rulesAreBroughtToTheFront() {
        rule("One");
        var two = rule("Two");
        var three = rule("Three");

        var answer = put("/order", "{'ids': [%d, '%d']}".formatted(three, two));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(names(answer)).containsExactly("1 Three", "2 Two", "3 One");
        assertThat(names(get(""))).isEqualTo(names(answer));
    }

    @Test
    void aRuleIsDeleted() {
        var id = rule("One");

        assertThat(send("DELETE", "/" + id, "").status()).isEqualTo(204);
        assertThat(get("/" + id).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/9999,''",
        "PUT,/9999,{}",
        "DELETE,/9999,''",
        "POST,/9999/activate,''",
        "POST,/9999/deactivate,''",
        "POST,/9999/copy,{'name': 'X'}"
    })
    void tellsThatThereIsNoSuchRule(String method, String path, String body) {
        var answer = send(method, path, body);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("/title")).isEqualTo("Not Found");
        assertThat(answer.text("/detail")).isEqualTo("there is no rule 9999");
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoWhoChangeOneRuleTheSecondIsTold(TestDatabase database) {
        server = server(database);
        forget();
        var id = rule("One");
        var seen = tag(get("/" + id));
        put("/" + id, noted("Uno"), "If-Match", seen);

        for (var late : List.of(
                put("/" + id, noted("Eins"), "If-Match", seen),
                send("DELETE", "/" + id, "", "If-Match", seen),
                send("POST", "/" + id + "/deactivate", "", "If-Match", seen),
                put("/" + id, noted("Eins"), "If-Match", "\"other\", W/" + tag(get("/" + id))))) {
            assertThat(late.status()).isEqualTo(412);
            assertThat(late.text("/detail"))
                    .isEqualTo(
                            "rule %d \"Uno\" has been changed by somebody else since it was read; read it again and decide anew"
                                    .formatted(id));
        }

        assertThat(put("/" + id, noted("Ein"), "If-Match", "\"other\", " + tag(get("/" + id)))
                        .status())
                .isEqualTo(200);
        assertThat(put("/" + id, noted("Eins"), "If-Match", "*").status()).isEqualTo(200);
        assertThat(put("/" + id, noted("One")).status()).isEqualTo(200);
        assertThat(get("/" + id).text("/name")).isEqualTo("One");
    }

    @Test
    void anotherPlaceIsNoOtherRule() {
        var id = rule("One");
        var two = rule("Two");
        var seen = tag(get("/" + id));
        put("/order", "{'ids': [" + two + "]}");

        assertThat(put("/" + id, noted("Uno"), "If-Match", seen).status()).isEqualTo(200);
        assertThat(names(get(""))).containsExactly("1 Two", "2 Uno");
    }

    @Test
    void readingNeedsTheScopeReadAndWritingAdmin() {
        var id = rule("One");
        var reader = "Bearer " + ApiServer.READ_TOKEN;

        assertThat(server.send(server.request("/api/v1/rules/" + id)
                                .header("Authorization", reader)
                                .build())
                        .text("/name"))
                .isEqualTo("One");
        for (var path : List.of("POST ", "PUT /" + id, "PUT /order", "DELETE /" + id, "POST /" + id + "/activate")) {
            var words = path.split(" ", -1);
            var answer = server.send(server.request("/api/v1/rules" + words[1])
                    .header("Authorization", reader)
                    .method(words[0], BodyPublishers.ofString(""))
                    .build());
            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.text("/detail")).isEqualTo("the token \"reader\" lacks the scope admin");
        }
        assertThat(server.send(server.request("/api/v1/rules").build()).status())
                .isEqualTo(401);
    }

    @Test
    void noMoreRulesAreActiveThanMayBe() {
        var rules = new StringBuilder("rules:\n");
        for (int i = 1; i <= Rules.MOST_ACTIVE; i++) {
            rules.append("  - { name: R")
                    .append(i)
                    .append(", when: [ edited ], then: [ note: { title: t, text: t } ] }\n");
        }
        server.apply(rules.toString());

        var one = post("", noted("One more"));
        var off = post("", noted("One more").replace("{'name'", "{'active': false, 'name'"));
        var on = post("/" + off.json().at("/id").longValue() + "/activate", "");

        for (var refused : List.of(one, on)) {
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.text("/detail"))
                    .isEqualTo(
                            "rule \"One more\": 200 rules are active already, which is the most; deactivate another one first");
        }
        assertThat(off.status()).isEqualTo(201);
    }

    /** Keys of a rule beside what it has to have, and what is told of them. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("'name': ' '", "/name: name is empty"),
                Arguments.of(
                        "'name': 'a\\nb'",
                        "/name: name holds a line break or a control character; write it on one line"),
                Arguments.of(
                        "'name': '" + "x".repeat(201) + "'",
                        "/name: name: rule name \"" + "x".repeat(201) + "\": 1 to 200 characters, no line breaks"),
                Arguments.of("'name': null", "/name: name has no value; write one, or leave the key out"),
                Arguments.of("'name': ['a']", "/name: name has to be a single value, not a list"),
                Arguments.of("'name': 'taken'", "/name: name: there is a rule \"Taken\" already; choose another name"),
                Arguments.of("'active': 'yes'", "/active: active \"yes\" is neither true nor false"),
                Arguments.of("'whn': []", "/whn: whn is not known; did you mean \"when\"?"),
                Arguments.of(
                        "'pl/c~e': 1", "/pl~1c~0e: pl/c~e is not known; use name, active, when, if, during or then"),
                Arguments.of("'if': [], 'if': []", "/if: the key \"if\" is there already; leave one of the two out"),
                Arguments.of(
                        "'when': 'edited'",
                        "/when: when has to be a list ([ a, b ], or lines with - ), not a single value"),
                Arguments.of(
                        "'when': []",
                        "/when: when is empty; use created, edited, note-added, attachment-added, idle-for, status-for, due-in, overdue-by, first-response-due-in, first-response-overdue-by, resolution-plan-due-in, resolution-plan-overdue-by, resolution-due-in or resolution-overdue-by"),
                Arguments.of(
                        "'when': ['edited', 'edted']",
                        "/when/1: when[1] \"edted\" is not known; did you mean \"edited\"?"),
                Arguments.of(
                        "'when': ['idle-for']",
                        "/when/0: when[0] \"idle-for\" needs a length of time; write idle-for: 30m"),
                Arguments.of(
                        "'when': [{'idle-for': 'soon'}]",
                        "/when/0/idle-for: when[0].idle-for \"soon\" is not a length of time, such as 30m, 4h or 2d"),
                Arguments.of(
                        "'when': [{'due-in': '90s'}]",
                        "/when/0/due-in: when[0].due-in: due-in \"90s\": whole minutes from 1m to 3660d"),
                Arguments.of(
                        "'when': ['attachment-aded']",
                        "/when/0: when[0] \"attachment-aded\" is not known; did you mean \"attachment-added\"?"),
                Arguments.of(
                        "'when': [{'edited': {'by': ['people', 'nobody at all']}}]",
                        "/when/0/edited/by/1: when[0].edited.by[1]: by \"nobody at all\": nobody has that login; use anyone, people, api-users, contact, or the login of a person or API user"),
                Arguments.of(
                        "'if': [{'attribute': 'statsu', 'operator': 'changed'}]",
                        "/if/0/attribute: if[0].attribute: attribute \"statsu\" is not known; did you mean status?"),
                Arguments.of(
                        "'if': [{'attribute': 'udf.Severty', 'operator': 'changed'}]",
                        "/if/0/attribute: if[0].attribute: attribute \"udf.Severty\" is not known; did you mean udf.Severity?"),
                Arguments.of(
                        "'if': [{'attribute': 'status', 'operator': 'chaned'}]",
                        "/if/0/operator: if[0].operator \"chaned\" is not known; did you mean \"changed\"?"),
                Arguments.of(
                        "'if': [{'attribute': 'status', 'operator': 'contains', 'value': 'x'}]",
                        "/if/0/operator: if[0].operator: operator contains makes no sense for status; use equal-to, not-equal-to, in-list, not-in-list, is-empty, is-not-empty, changed, changed-to, changed-from"),
                Arguments.of(
                        "'if': [{'attribute': 'status', 'operator': 'equal-to', 'value': 'Complet'}]",
                        "/if/0/value: if[0].value: status: \"Complet\" is not in the list; did you mean Complete?"),
                Arguments.of(
                        "'if': [{'attribute': 'status', 'operator': 'in-list', 'value': ['New', 'Complet']}]",
                        "/if/0/value/1: if[0].value[1]: status: \"Complet\" is not in the list; did you mean Complete?"),
                Arguments.of(
                        "'if': [{'any': [{'attribute': 'udf.Severity', 'operator': 'equal-to', 'value': 'warnin'}]}]",
                        "/if/0/any/0/value: if[0].any[0].value: udf.Severity: \"warnin\" is not in the list; did you mean warning?"),
                Arguments.of(
                        "'if': [{'attribute': 'status', 'operator': 'changed-to'}]",
                        "/if/0: if[0] lacks the key \"value\""),
                Arguments.of("'if': [{'any': []}]", "/if/0/any: if[0].any needs at least one condition"),
                Arguments.of(
                        "'if': [{'attribute': 'note.text', 'operator': 'contains', 'value': 'x'}]",
                        ": rule \"R\" asks about a note but does not listen to note-added"),
                Arguments.of(
                        "'during': {'inside': 'business-ours'}",
                        "/during/inside: during.inside \"business-ours\" is not known; did you mean \"business-hours\"?"),
                Arguments.of(
                        "'during': {'inside': {'mon-fri': '18:00-08:00'}}",
                        "/during/inside: during.inside: the hours 18:00-08:00 do not end after they begin, on the same day; write the part after midnight to the next day"),
                Arguments.of("'during': null", "/during: during has to be a map (key: value), not nothing"),
                Arguments.of("'then': []", "/then: then is empty; use set, callout, note, create-ticket or notify"),
                Arguments.of(
                        "'then': [{'calout': 'x'}]",
                        "/then/0/calout: then[0].calout is not known; did you mean \"callout\"?"),
                Arguments.of(
                        "'then': [{'callout': 'Close in Icnga'}]",
                        "/then/0/callout: then[0].callout: callout \"Close in Icnga\" is not known; did you mean Close in Icinga?"),
                Arguments.of(
                        "'then': [{'notify': {'who': [], 'subject': 's', 'text': 't'}}]",
                        "/then/0/notify/who: then[0].notify.who is empty; use assigned-resource, contact, actor, account, logins and mail addresses"),
                Arguments.of(
                        "'then': [{'notify': {'who': ['contact', 'contcat'], 'subject': 's', 'text': 't'}}]",
                        "/then/0/notify/who/1: then[0].notify.who[1]: who \"contcat\": nobody has that login; did you mean contact?"),
                Arguments.of(
                        "'then': [{'notify': {'who': 'noc@acme', 'subject': 's', 'text': '{{ticket.titel}}'}}]",
                        "/then/0/notify/text: then[0].notify.text: line 1, column 1: ticket.titel is not a value; did you mean ticket.title?"),
                Arguments.of(
                        "'then': [{'notify': {'who': 'noc@acme, x@y', 'subject': 's', 'text': 't'}}]",
                        "/then/0/notify/who: then[0].notify.who: who \"noc@acme, x@y\": this is no mail address, such as noc@acme.example, and nobody's login; use assigned-resource, contact, actor, account, a login, a mail address or a #channel"),
                Arguments.of(
                        "'then': [{'set': {'udf.a/b': 'x'}}]",
                        "/then/0/set/udf.a~1b: then[0].set.udf.a/b: attribute \"udf.a/b\" is not known; use a field of the ticket, udf.NAME, note.type, note.text or company.classification"),
                Arguments.of(
                        "'then': [{'set': {'title': '{{ticket.titel}}'}}]",
                        "/then/0/set/title: then[0].set.title: line 1, column 1: ticket.titel is not a value; did you mean ticket.title?"),
                Arguments.of(
                        "'then': [{'set': {'title': 'a'}}, {'set': {'Title': 'b'}}]",
                        ": rule \"R\" sets the same field twice"),
                Arguments.of(
                        "'then': [{'create-ticket': {'queueID': 8}}]",
                        "/then/0/create-ticket: then[0].create-ticket: a new ticket needs a title"),
                Arguments.of(
                        "'then': [{'create-ticket': {}}]",
                        "/then/0/create-ticket: then[0].create-ticket is empty; name a field and its value"),
                Arguments.of(
                        "'then': [{'create-ticket': 'x'}]",
                        "/then/0/create-ticket: then[0].create-ticket has to be a map (key: value), not a single value"),
                Arguments.of(
                        "'then': [{'create-ticket': {'title': null}}]",
                        "/then/0/create-ticket/title: then[0].create-ticket.title: title: a ticket cannot be without it"),
                Arguments.of(
                        "'then': [{'create-ticket': {'title': 't', 'contactID': null}}]",
                        "/then/0/create-ticket/contactID: then[0].create-ticket.contactID: a new ticket holds nothing that could be cleared; leave the field out"),
                Arguments.of(
                        "'then': [{'create-ticket': {'title': 't', 'queueID': 'Netwrk'}}]",
                        "/then/0/create-ticket/queueID: then[0].create-ticket.queueID: queueID: \"Netwrk\" is not in the list; use 5 Client Portal, 6 Post Sale, 8 Monitoring Alert"),
                Arguments.of(
                        "'then': [{'create-ticket': {'title': '{{ticket.titel}}'}}]",
                        "/then/0/create-ticket/title: then[0].create-ticket.title: line 1, column 1: ticket.titel is not a value; did you mean ticket.title?"),
                Arguments.of(
                        "'then': [{'create-ticket': {'title': 't', 'createDate': 'now'}}]",
                        "/then/0/create-ticket/createDate: then[0].create-ticket.createDate: createDate is set by the desk itself; a rule cannot set it"),
                Arguments.of(
                        "'then': [{'note': {'title': 't', 'text': '{{ticket.titel}}', 'publish': 'al'}}]",
                        "/then/0/note/publish: then[0].note.publish \"al\" is not known; did you mean \"all\"?"),
                Arguments.of(
                        "'then': [{'note': {'title': '{{ticket.titel}}', 'text': 't'}}]",
                        "/then/0/note/title: then[0].note.title: line 1, column 1: ticket.titel is not a value; did you mean ticket.title?"),
                Arguments.of(
                        "'then': [{'note': {'title': 't', 'text': 'a ${env:KEY}'}}]",
                        "/then/0/note/text: then[0].note.text: ${env:KEY} is filled in where a setup file is applied, and means nothing here; write $${ for a plain ${"),
                Arguments.of(
                        "'then': [{'note': {'title': 't', 'text': 'a\\u0000'}}]",
                        "/then/0/note/text: then[0].note.text: holds a zero character (\\u0000) at position 1, which cannot be stored; leave it out"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void tellsAMistakeAndWhereItIs(String keys, String told) {
        rule("Taken");
        var usual =
                Map.of("'name'", "'R'", "'when'", "['edited']", "'then'", "[{'note': {'title': 't', 'text': 't'}}]");
        var json = new StringBuilder(keys);
        usual.forEach((key, value) -> json.append(keys.contains(key + ":") ? "" : ", " + key + ": " + value));

        assertThat(errors(post("", "{" + json + "}"))).containsExactly(told);

        assertThat(names(get(""))).containsExactly("1 Taken");
    }

    @Test
    void tellsAllMistakesAtOnceAndKeepsNothing() {
        var id = rule("One");
        var before = get("/" + id).raw().body();

        var answer = put("/" + id, """
                {
                  'active': 1,
                  'if': [{'attribute': 'statsu', 'operator': 'changed'}, {'operator': 'is'}],
                  'then': [{'callout': 'Nobody'}, {'set': {'title': '{{x'}}],
                  'thn': []
                }""");

        assertThat(answer.text("/title")).isEqualTo("Unprocessable Content");
        assertThat(answer.text("/detail")).isEqualTo("9 mistakes; nothing was changed");
        assertThat(errors(answer))
                .extracting(error -> error.replaceFirst(": .*", ""))
                .containsExactly(
                        "",
                        "",
                        "/active",
                        "/if/0/attribute",
                        "/if/1",
                        "/if/1/operator",
                        "/then/0/callout",
                        "/then/1/set/title",
                        "/thn");
        assertThat(errors(answer).subList(0, 2))
                .containsExactly(": the rule lacks the key \"name\"", ": the rule lacks the key \"when\"");
        assertThat(get("/" + id).raw().body()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                | body: a JSON object is needed, and there is none
                    {                 | body: not readable as JSON at line 1, column 2: it ends too early
                    {"name": x}       | body: not readable as JSON at line 1, column 10: something does not belong there
                    {"\\ud800": 1}     | body: not readable as JSON at line 1, column 9: something does not belong there
                    {} {}             | body: not readable as JSON at line 1, column 4: something stands behind its end
                    name: Done        | body: not readable as JSON at line 1, column 1: something does not belong there
                    """)
    void refusesWhatIsNoJson(String body, String told) {
        var answer = post("", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/detail")).startsWith(told.substring(0, 30));
        assertThat(answer.text("/detail")).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "'rule'", "1"})
    void wantsAnObject(String body) {
        assertThat(errors(post("", body))).singleElement().asString().startsWith(": the rule has to be a map");
    }

    @Test
    void refusesABodyThatIsTooLong() {
        var answer = post("", noted("x".repeat(1 << 20)));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text("/detail")).isEqualTo("body: longer than 1,048,576 bytes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                          | : the body lacks the key "name"
                    {'name': 'one'}             | /name: name: there is a rule "One" already; choose another name
                    {'name': ''}                | /name: name is empty
                    {'name': 'a', 'activ': 1}   | /activ: activ is not known; use name
                    """, quoteCharacter = '`')
    void tellsWhatACopyCannotBeCalled(String body, String told) {
        var id = rule("One");

        assertThat(errors(post("/" + id + "/copy", body))).containsExactly(told);
    }

    @Test
    void tellsWhichIdsCannotBePutInOrder() {
        var id = rule("One");

        assertThat(errors(put("/order", "{'ids': [%d, 9999, 'x', %d, null]}".formatted(id, id))))
                .containsExactly(
                        "/ids/1: ids[1]: there is no rule 9999",
                        "/ids/2: ids[2]: there is no rule x",
                        "/ids/3: ids[3]: rule %d is named twice".formatted(id),
                        "/ids/4: ids[4] has no value; write one, or leave the key out");
        assertThat(errors(put("/order", "{}"))).containsExactly(": the body lacks the key \"ids\"");
    }

    private void ticket(int status) {
        server.house()
                .tickets()
                .create(
                        TicketEdit.with()
                                .set(TicketField.TITLE, "disk full")
                                .set(TicketField.COMPANY_ID, 0)
                                .set(TicketField.STATUS, status)
                                .build(),
                        Actor.DESK);
    }

    private List<DeliveryLog.Entry> promised() {
        return server.house().log().page(DeliveryLog.Filter.ALL, null, 500).entries();
    }

    private static final String COMPLETED = """
            {'name': 'Completed', 'when': ['created'], 'if': [{'attribute': 'status', 'operator': 'changed-to', 'value': 'Complete'}],
             'then': [{'callout': 'Close in Icinga'}]}""";

    @Test
    void aDryRunTellsWhatARuleWouldHaveDoneThatIsNotKept() {
        ticket(5);
        var promised = promised();

        var told = post("/dry-run?days=1", COMPLETED).json();

        assertThat(told.at("/fires").intValue()).isPositive();
        assertThat(told.at("/samples/0/event").stringValue()).isEqualTo("created");
        assertThat(told.at("/samples/0/callouts/0/callout").stringValue()).isEqualTo("Close in Icinga");
        assertThat(told.at("/samples/0/callouts/0/request/url").stringValue())
                .isEqualTo("https://icinga.acme.example/close");
        assertThat(get("").json().at("/items")).isEmpty();
        assertThat(promised()).isEqualTo(promised);
    }

    @Test
    void aDryRunOfAKeptRuleAndItsMistakes() {
        var id = rule("Noted");

        assertThat(post("/" + id + "/dry-run", "").json().at("/whole").booleanValue())
                .isTrue();
        assertThat(post("/" + id + "/dry-run?days=91", "").json().at("/detail").stringValue())
                .isEqualTo("days: \"91\" is not a number from 1 to 90");
        assertThat(post("/99/dry-run", "").status()).isEqualTo(404);
        assertThat(post("/dry-run", "{'name': 'x'}").status()).isEqualTo(422);
        // Under its own name too, as an editor sends it.
        assertThat(post("/dry-run", noted("Noted")).status()).isEqualTo(200);
    }

    @Test
    void aRuleIsRunOnTheTicketsThereAreWhenTheirNumberIsTold() {
        ticket(5);
        ticket(1);
        var id = post("", COMPLETED.replace("'created'", "'edited'"))
                .json()
                .at("/id")
                .longValue();
        var path = "/" + id;

        var matching = get(path + "/matching").json();
        var count = matching.at("/matching").intValue();
        assertThat(post(path + "/run", "").status()).isEqualTo(400);
        assertThat(post(path + "/run?count=" + (count + 1), "").status()).isEqualTo(409);
        var begun = post(path + "/run?count=" + count, "");
        server.house().ruleRuns().runDue();

        assertThat(count).isPositive().isLessThan(matching.at("/looked").intValue());
        assertThat(begun.status()).isEqualTo(202);
        assertThat(begun.json().at("/by").stringValue()).isEqualTo("administrator");
        var run = get(path + "/runs").json().at("/items/0");
        assertThat(run.at("/fired").intValue()).isEqualTo(count);
        assertThat(run.at("/endedAt").isNull()).isFalse();
        assertThat(post(path + "/runs/" + run.at("/id") + "/stop", "").status()).isEqualTo(409);
        assertThat(post(path + "/runs/99/stop", "").status()).isEqualTo(404);
        assertThat(get("/99/matching").status()).isEqualTo(404);
    }
}
