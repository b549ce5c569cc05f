package dev.roundtrip.setup;

import static dev.roundtrip.setup.Written.mistakes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SetupMistakesTest {

    @ParameterizedTest
    @MethodSource("mistakesAndWords")
    void tellsWhereAndWhatWouldBeRight(String text, String told) {
        assertThat(mistakes(text)).containsExactly("desk.yaml:" + told);
    }

    static Stream<Arguments> mistakesAndWords() {
        return Stream.of(
                // unknown keys
                told("dekk: { language: en }", "1:1: dekk is not known; did you mean \"desk\"?"),
                told("""
                        callouts:
                          - name: Close
                            url: https://a.example/
                            methd: POST
                        """, "4:5: callouts[0].methd is not known; did you mean \"method\"?"),
                told("""
                        callouts:
                          - name: Close
                            url: https://a.example/
                            retry: { evry: 1m }
                        """, "4:14: callouts[0].retry.evry is not known; did you mean \"every\"?"),
                told(
                        "desk: { colour: blue }",
                        "1:9: desk.colour is not known; use domain, time-zone, language, business-hours or holidays"),
                told("desk: { Language: en }", "1:9: desk.Language is not known; did you mean \"language\"?"),
                // hours
                told(
                        "desk: { business-hours: { mon: 8-18 } }",
                        "1:25: desk.business-hours: \"8-18\" is no span of hours; write 08:00-18:00, or several with commas between"),
                told(
                        "desk: { business-hours: 8-18 }",
                        "1:25: desk.business-hours has to be a map (key: value), not a single value"),
                told(
                        "desk: { business-hours: {} }",
                        "1:25: desk.business-hours: no hours are named; write them as { mon-fri: \"08:00-18:00\" }"),
                told(
                        "desk: { holidays: [ 25.12.2026 ] }",
                        "1:21: desk.holidays[0] \"25.12.2026\" is no date, such as 2026-12-25"),
                told(
                        during("{ inside: business-ours }"),
                        "4:23: rules[0].during.inside \"business-ours\" is not known; did you mean \"business-hours\"?"),
                told(
                        during("{ inside: { mon: 18:00-08:00 } }"),
                        "4:23: rules[0].during.inside: the hours 18:00-08:00 do not end after they begin, on the same day; write the part after midnight to the next day"),
                told(
                        during("{}"),
                        "4:13: rules[0].during needs one of inside and outside: business-hours, or hours such as { mon-fri: \"08:00-18:00\" }"),
                told(
                        during("{ inside: business-hours, outside: business-hours }"),
                        "4:13: rules[0].during needs one of inside and outside: business-hours, or hours such as { mon-fri: \"08:00-18:00\" }"),
                // states
                told(
                        rule("[ idle-for ]", "[ note: { title: t, text: t } ]"),
                        "3:13: rules[0].when[0] \"idle-for\" needs a length of time; write idle-for: 30m"),
                told(
                        rule("[ idle-for: soon ]", "[ note: { title: t, text: t } ]"),
                        "3:23: rules[0].when[0].idle-for \"soon\" is not a length of time, such as 30m, 4h or 2d"),
                told(
                        rule("[ due-in: 90s ]", "[ note: { title: t, text: t } ]"),
                        "3:21: rules[0].when[0].due-in: due-in \"90s\": whole minutes from 1m to 3660d"),
                // kinds of values
                told("desk: [ a ]", "1:7: desk has to be a map (key: value), not a list"),
                told(
                        "companies: Acme",
                        "1:12: companies has to be a list ([ a, b ], or lines with - ), not a single value"),
                told("companies:", "1:11: companies has to be a list ([ a, b ], or lines with - ), not nothing"),
                told("companies: [ Acme ]", "1:14: companies[0] has to be a map (key: value), not a single value"),
                told("[ a ]", "1:1: the file has to be a map (key: value), not a list"),
                told(
                        "desk: { domain: { a: b } }",
                        "1:17: desk.domain has to be a single value, not a map (key: value)"),
                told("desk: { domain: }", "1:16: desk.domain has no value; write one, or leave the key out"),
                // missing and twice
                told("companies: [ { active: true } ]", "1:14: companies[0] lacks the key \"name\""),
                told("companies: [ { name: ' ' } ]", "1:22: companies[0].name is empty"),
                told(
                        "desk:\n  domain: A\n  domain: B",
                        "3:3: the key \"domain\" is there already, in line 2; leave one of the two out"),
                told(
                        "companies: [ { name: Acme }, { name: ACME } ]",
                        "1:38: companies[1].name \"ACME\" is the name of companies[0] already; upper and lower case count as the same"),
                told(
                        "picklists: { queue: [ { id: 29, label: Network }, { id: 29, label: Other } ] }",
                        "1:57: picklists.queue[1].id \"29\" is the id of picklists.queue[0] already"),
                told(
                        "picklists: { queue: [ { id: 29, label: Network }, { id: 30, label: NETWORK } ] }",
                        "1:68: picklists.queue[1].label \"NETWORK\" is the label of picklists.queue[0] already; upper and lower case count as the same"),
                told(
                        "fields: [ { name: A, type: list, values: [ low, high, Low ] } ]",
                        "1:55: fields[0].values[2] \"Low\" is the same as fields[0].values[0]; upper and lower case count as the same"),
                told("fields: [ { name: A, type: list, values: [ low, ' ' ] } ]", "1:49: fields[0].values[1] is empty"),
                // what stands on one line
                told(
                        "desk: { domain: \"ACME\\nEXAMPLE\" }",
                        "1:17: desk.domain holds a line break or a control character; write it on one line"),
                told(
                        "companies: [ { name: \"Acme\\tGmbH\" } ]",
                        "1:22: companies[0].name holds a line break or a control character; write it on one line"),
                told(
                        "people: [ { login: a, name: A, role: technician, email: nope } ]",
                        "1:57: people[0].email \"nope\" is not an e-mail address, such as tech@acme.example"),
                // flags, numbers, lengths of time, words
                told(
                        "companies: [ { name: A, active: yes } ]",
                        "1:33: companies[0].active \"yes\" is neither true nor false"),
                told(
                        "picklists: { queue: [ { id: x1, label: N } ] }",
                        "1:29: picklists.queue[0].id \"x1\" is not a whole number"),
                told(
                        callout("timeout: 30"),
                        "4:14: callouts[0].timeout \"30\" is not a length of time, such as 500ms, 60s, 15m, 4h or 2d"),
                told(callout("timeout: 10m"), "4:14: callouts[0].timeout \"10m\" is out of range: 1s to 5m"),
                told(
                        callout("retry: { times: 101 }"),
                        "4:21: callouts[0].retry.times \"101\" is out of range: 0 to 100"),
                told(callout("retry: { times: 1.5 }"), "4:21: callouts[0].retry.times \"1.5\" is not a whole number"),
                told(callout("method: PSOT"), "4:13: callouts[0].method \"PSOT\" is not known; did you mean \"POST\"?"),
                told(
                        callout("method: HEAD"),
                        "4:13: callouts[0].method \"HEAD\" is not known; use GET, POST, PUT, PATCH or DELETE"),
                told(
                        callout("format: yaml"),
                        "4:13: callouts[0].format \"yaml\" is not known; use name-value-pairs, xml, json or custom"),
                told("desk: { language: fr }", "1:19: desk.language \"fr\" is not known; use en or de"),
                told(
                        "desk: { time-zone: Berlin }",
                        "1:20: desk.time-zone \"Berlin\" is not a time zone, such as Europe/Berlin or UTC"),
                told(
                        "fields: [ { name: A, type: txt } ]",
                        "1:28: fields[0].type \"txt\" is not known; did you mean \"text\"?"),
                told("fields: [ { name: A, type: list } ]", "1:11: fields[0] is a list and needs \"values\": [ a, b ]"),
                told(
                        "people: [ { login: a, name: A, role: tecnician } ]",
                        "1:38: people[0].role \"tecnician\" is not known; did you mean \"technician\"?"),
                told(
                        "tokens: [ { name: a, token: 12345678901234567890, scopes: [ admn ] } ]",
                        "1:61: tokens[0].scopes[0] \"admn\" is not known; did you mean \"admin\"?"),
                // secrets, which are never repeated
                told(
                        "people: [ { login: a, name: A, role: technician, password: s3-cret } ]",
                        "1:60: people[0].password has 7 characters; at least 8 are needed"),
                told(
                        "people: [ { login: a, name: A, role: technician, password: Sommer2026! } ]",
                        "1:60: people[0].password is one of those that are guessed first; take several words, or what a password manager makes"),
                told(
                        "people: [ { login: borealis, name: A, role: technician, password: Borealis77 } ]",
                        "1:67: people[0].password is the name of somebody or something at this desk, and guessed first; take several words"),
                told(
                        "tokens: [ { name: a, token: too-short, scopes: [ read ] } ]",
                        "1:29: tokens[0].token has 9 characters; at least 20 are needed"),
                told(
                        "api-users: [ { login: a, secret: too-short } ]",
                        "1:34: api-users[0].secret has 9 characters; at least 12 are needed"),
                // callouts that contradict themselves
                told(
                        callout("body: x"),
                        "4:11: callouts[0].body goes with format custom only, and this callout's is name-value-pairs"),
                told(
                        callout("format: custom\n    body: x"),
                        "5:11: callouts[0].body needs a \"content-type\" beside it, such as application/json"),
                told(
                        callout("format: json\n    method: GET"),
                        "4:13: callouts[0].format \"json\" does not go with GET, which sends no body; use name-value-pairs or custom"),
                told(
                        callout("auth: { basic: { username: a, password: b }, bearer: { token: c } }"),
                        "4:11: callouts[0].auth has basic and bearer; a callout authenticates in one way"),
                told(
                        callout("auth: { digest: { username: a } }"),
                        "4:13: callouts[0].auth.digest is not known; use basic, bearer, header, query or oauth2"),
                told(
                        callout("auth: { oauth: { scope: a } }"),
                        "4:13: callouts[0].auth.oauth is not known; did you mean \"oauth2\"?"),
                told(
                        callout("format: yaml\n    body: x\n    method: GET"),
                        "4:13: callouts[0].format \"yaml\" is not known; use name-value-pairs, xml, json or custom"),
                told(
                        callout("auth: { basic: { password: b } }"),
                        "4:20: callouts[0].auth.basic lacks the key \"username\""),
                told(
                        callout("auth: { basic: { username: 'a:b' } }"),
                        "4:32: callouts[0].auth.basic.username: username \"a:b\": basic authentication cannot carry a colon in it"),
                told(
                        callout("success: { codes: 2xx }"),
                        "4:23: callouts[0].success.codes: status codes: \"2xx\" is neither a code from 100 to 599 nor a range; right is, for example, 200-299,409"),
                told(
                        callout("retry: { never: 500-400 }"),
                        "4:21: callouts[0].retry.never: status codes: the range \"500-400\" runs backwards; write 400-500"),
                told(
                        callout("success: { body: { present: result } }"),
                        "4:33: callouts[0].success.body.present: \"result\" is not a JSON Pointer; right is, for example, /result/0/status"),
                told(
                        callout("headers: { Accept: a, accept: b }"),
                        "4:35: callouts[0].headers.accept is the same header as Accept; upper and lower case count as the same"),
                told(
                        callout("success: { body: { contains: a, lacks: b } }"),
                        "4:22: callouts[0].success.body needs exactly one of contains, lacks, present, absent or equals"),
                // service levels
                told(
                        level("targets: { other: { response: 1h } }"),
                        "3:25: service-levels[0].targets.other.response is not known; use first-response, resolution-plan or resolution"),
                told(
                        level("targets: { other: { resolution: 30s } }"),
                        "3:37: service-levels[0].targets.other.resolution \"30s\" is out of range: 60s to 3660d"),
                told(
                        level("targets: { Low: { first-response: 2h, resolution: 1h } }"),
                        "3:21: service-levels[0].targets.Low: first-response, resolution-plan and resolution follow each other; none may be shorter than the one before"),
                told(
                        level("targets: {}"),
                        "3:14: service-levels[0].targets is empty; name a priority, or other, and what is promised for it"),
                told(level("hours: always"), "2:5: service-levels[0] lacks the key \"targets\""),
                told(
                        level("hours: office-hours\n    targets: { other: { resolution: 1h } }"),
                        "3:12: service-levels[0].hours \"office-hours\" is not known; use always or business-hours"),
                told(
                        level("targets: { other: { resolution: 1h } }\n    statuses: { wating: [ 7 ] }"),
                        "4:17: service-levels[0].statuses.wating is not known; did you mean \"waiting\"?"),
                told(
                        level("targets: { other: { resolution: 1h } }\n    default: true\n    active: false"),
                        "4:14: service-levels[0].default is true, and new tickets get active levels only; leave out one of the two"),
                told(
                        "service-levels: [ { name: A, default: true, targets: { other: { resolution: 1h } } },"
                                + " { name: B, default: true, targets: { other: { resolution: 1h } } } ]",
                        "1:107: service-levels[1].default is true in service-levels[0] already; new tickets get one"),
                told(
                        "picklists: { serviceLevelAgreement: [ { id: 1, label: A } ] }",
                        "1:14: picklists.serviceLevelAgreement is not known; use status, priority, queue, source, issueType, subIssueType, ticketCategory or classification"),
                // rules
                told(
                        rule("[ edted ]", "[ { callout: C } ]"),
                        "3:13: rules[0].when[0] \"edted\" is not known; did you mean \"edited\"?"),
                told(
                        rule("edited", "[ { callout: C } ]"),
                        "3:11: rules[0].when has to be a list ([ a, b ], or lines with - ), not a single value"),
                told(
                        rule("[ edited ]", "[ { calout: C } ]"),
                        "4:15: rules[0].then[0].calout is not known; did you mean \"callout\"?"),
                told(
                        rule("[ edited ]", "[ { notify: { who: [], subject: s, text: t } } ]"),
                        "4:30: rules[0].then[0].notify.who is empty; use assigned-resource, contact, actor, account, logins and mail addresses"),
                told(
                        rule("[ edited ]", "[ { notify: { who: [ tech ], subject: s, text: ' ' } } ]"),
                        "4:58: rules[0].then[0].notify.text is empty"),
                told(
                        rule("[ edited ]", "[ { notify: { subject: s, text: t } } ]"),
                        "4:23: rules[0].then[0].notify lacks the key \"who\""),
                told(
                        rule("[ edited ]", "[ { notify: { who: tech, subject: \"a\\nb\", text: t } } ]"),
                        "4:45: rules[0].then[0].notify.subject holds a line break or a control character; write it on one line"),
                told(
                        rule("[ edited ]", "[]"),
                        "4:11: rules[0].then is empty; use set, callout, note, create-ticket or notify"),
                told(
                        rule("[ edited ]", "[ { callout: C, note: { title: t, text: t } } ]"),
                        "4:13: rules[0].then[0] has callout and note in one entry; write a list entry (- ) for each action"),
                told(
                        rule(
                                "[ edited ]",
                                "[ { callout: C } ]\n    if: [ { attribute: status, operator: is, value: 5 } ]"),
                        "5:42: rules[0].if[0].operator \"is\" is not known; use equal-to, not-equal-to, in-list, not-in-list, is-empty, is-not-empty, changed, changed-to, changed-from, contains, starts-with, greater-than or less-than"),
                told(
                        rule("[ edited ]", "[ { callout: C } ]\n    if: [ { attribute: status, operator: equal-to } ]"),
                        "5:11: rules[0].if[0] lacks the key \"value\""),
                told(
                        rule(
                                "[ edited ]",
                                "[ { callout: C } ]\n    if: [ { attribute: status, operator: changed, value: 5 } ]"),
                        "5:58: rules[0].if[0].value does not go with operator changed, which takes none"),
                told(
                        rule(
                                "[ edited ]",
                                "[ { callout: C } ]\n    if: [ { attribute: status, operator: equal-to, value: [ 5 ] } ]"),
                        "5:59: rules[0].if[0].value is a list; operator equal-to takes one value (in-list takes a list)"));
    }

    private static Arguments told(String text, String told) {
        return Arguments.of(text, told);
    }

    private static String callout(String more) {
        return "callouts:\n  - name: C\n    url: https://a.example/\n    " + more + "\n";
    }

    private static String level(String more) {
        return "service-levels:\n  - name: L\n    " + more + "\n";
    }

    private static String rule(String when, String then) {
        return "rules:\n  - name: R\n    when: " + when + "\n    then: " + then + "\n";
    }

    private static String during(String window) {
        return rule("[ edited ]\n    during: " + window, "[ note: { title: t, text: t } ]");
    }

    @Test
    void tellsAllMistakesOfAFileInItsOrder() {
        var text = """
                callouts:
                  - name: Close
                    methd: GET
                    timeout: 5 minutes
                desk: { languag: en }
                fields: [ { type: number } ]
                """;

        assertThat(mistakes(text))
                .containsExactly(
                        "desk.yaml:2:5: callouts[0] lacks the key \"url\"",
                        "desk.yaml:3:5: callouts[0].methd is not known; did you mean \"method\"?",
                        "desk.yaml:4:14: callouts[0].timeout \"5 minutes\" is not a length of time, such as 500ms, 60s, 15m, 4h or 2d",
                        "desk.yaml:5:9: desk.languag is not known; did you mean \"language\"?",
                        "desk.yaml:6:11: fields[0] lacks the key \"name\"");
    }

    @Test
    void endsTheListAfterAHundred() {
        var text = "companies:\n" + "  - { nam: A }\n".repeat(80);

        assertThat(mistakes(text)).hasSize(101).last().asString().endsWith("and 60 more mistakes from here on");
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void tellsWhereItIsNotReadable(String text, String told) {
        assertThat(mistakes(text)).singleElement().asString().startsWith("desk.yaml:" + told);
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                told("desk: { domain: A", "1:18: not readable as YAML: expected ',' or '}'"),
                told("desk:\n\tdomain: A", "2:1: not readable as YAML: a tab stands where only blanks may"),
                told("desk: a: b", "1:8: not readable as YAML: a \": \" stands inside a value"),
                told("a: 1\n---\nb: 2", "2:1: not readable as YAML: but found another document"),
                told("desk: { domain: \"A\u0007\" }", "1:19: the character U+0007 may not stand in YAML"),
                told("desk: { domain: \"A\\0\" }", "1:17: desk.domain: holds a zero character"),
                told(
                        "people: [ { login: a, name: A, role: technician, password: *anchored-pa55word } ]",
                        "1:60: not readable as YAML: an alias"),
                told("desk: { domain: !secret A }", "1:17: a tag (!…) is not known here"),
                told("desk: { domain: @A }", "1:17: not readable as YAML: text that begins with @"));
    }

    @Test
    void neverRepeatsWhatAliasAndTagMarksMadeOfAPassword() {
        var person = "people: [ { login: a, name: A, role: technician, password: %s } ]";

        assertThat(mistakes(person.formatted("*hunter-two"))).noneMatch(line -> line.contains("hunter"));
        assertThat(mistakes(person.formatted("!hunter-two"))).noneMatch(line -> line.contains("hunter"));
    }
}
