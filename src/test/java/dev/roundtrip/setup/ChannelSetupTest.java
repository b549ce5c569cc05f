package dev.roundtrip.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.notify.Channel;
import dev.roundtrip.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Channels in a setup file, and who names them. */
class ChannelSetupTest {
    private static final String URL = "https://hooks.example.net/services/s3cr3t";

    private static final String FILE = """
            channels: [ { name: noc, kind: slack, url: "${env:NOC}" }, { name: Ops_2, kind: ntfy, url: "https://ntfy.example.net/topic" } ]
            callouts: [ { name: Close, url: "https://a.example/", notify: { who: [ "#noc" ], when: failure } } ]
            rules: [ { name: Tell, when: [ created ], then: [ { notify: { who: [ actor, "#ops_2" ], subject: s, text: t } } ] } ]
            """;

    @ParameterizedTest
    @EnumSource
    void areReadAppliedAndWrittenOut(TestDatabase database) {
        try (var desk = SetDesk.on(database)) {
            assertThat(desk.apply(FILE, Map.of("env:NOC", URL)).differences())
                    .startsWith("+ channel \"noc\"", "+ channel \"Ops_2\"");

            var exported = YamlWriter.written(new Export(desk.sections).written(Withheld.leftOut()), true);
            assertThat(exported)
                    .contains("name: noc", "kind: slack", "name: Ops_2", "kind: ntfy", "'#noc'", "'#Ops_2'")
                    .doesNotContain("s3cr3t", "hooks.example.net", "topic");
            assertThat(desk.apply(exported).differences()).isEmpty();
            assertThat(desk.apply(FILE, Map.of("env:NOC", URL)).differences()).isEmpty();
            var named = YamlWriter.written(new Export(desk.sections).written(Withheld.asVariables()), true);
            assertThat(named).contains("${env:URL_OF_NOC}", "${env:URL_OF_OPS_2}");
            try (var fresh = SetDesk.on(database)) {
                fresh.apply(named, Map.of("env:URL_OF_NOC", URL, "env:URL_OF_OPS_2", "https://ntfy.example.net/topic"));
                assertThat(YamlWriter.written(new Export(fresh.sections).written(Withheld.leftOut()), true))
                        .isEqualTo(exported);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangeIsToldWithoutTheUrl(TestDatabase database) {
        try (var desk = SetDesk.on(database)) {
            desk.apply(FILE, Map.of("env:NOC", URL));

            assertThat(desk.apply("channels: [ { name: NOC, kind: slack, url: \"" + URL + "2\" } ]")
                            .differences())
                    .containsExactly("channel \"noc\": name \"noc\" -> \"NOC\"", "the url of \"noc\" differs");
            assertThat(desk.apply("channels: [ { name: NOC, kind: mattermost, url: \"https://chat.example.net/x\" } ]")
                            .differences())
                    .containsExactly("channel \"NOC\": kind \"slack\" -> \"mattermost\"", "the url of \"NOC\" differs");
            assertThat(desk.house.channels().named("noc").map(Channel::host)).contains("chat.example.net");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
            channels: [ { name: noc, kind: slack } ]                   ¦ channels[0].url: a new channel needs one
            channels: [ { name: noc, url: "https://a.example/x" } ]    ¦ channels[0] lacks the key "kind"
            channels: [ { name: "no c", kind: slack, url: "https://a.example/x" } ] ¦ channel name "no c": 1 to 50 letters, digits, - and _, such as noc
            channels: [ { name: noc, kind: irc, url: "https://a.example/x" } ] ¦ "irc" is not known; use slack, teams, mattermost or ntfy
            channels: [ { name: noc, kind: ntfy, url: "https://a.example/" } ] ¦ channels[0].url: the URL does not end with a topic
            channels: [ { name: noc, kind: slack, url: "https://10.0.0.5/x" } ] ¦ channels[0].url: address 10.0.0.5 is private
            channels: [ { name: noc, kind: slack, url: "ftp://a.example/x" } ] ¦ channels[0].url: the URL's scheme is ftp; only http and https are called
            people: [ { login: "#noc", name: N, role: technician } ]   ¦ people[0].login "#noc" means a channel in rules; choose another login
            rules: [ { name: T, when: [ created ], then: [ { notify: { who: "#nco", subject: s, text: t } } ] } ] ¦ who "#nco": there is no channel of that name
            """)
    void whatIsWrongIsTold(String file, String message) {
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            assertThat(desk.refused(file)).anySatisfy(told -> assertThat(told).contains(message));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "SQLITE")
    void whatIsWrongDoesNotShowTheUrl(TestDatabase database) {
        try (var desk = SetDesk.on(database)) {
            desk.apply("channels: [ { name: noc, kind: slack, url: \"" + URL + "\" } ]");

            assertThat(desk.refused("channels: [ { name: noc, kind: teams } ]"))
                    .singleElement()
                    .asString()
                    .endsWith("channels[0].url: the one that is kept is of kind slack; name the new one too");
            assertThat(desk.refused(
                            "channels: [ { name: x, kind: slack, url: \"http://u:s3cr3t@a.example/s3cr3t\" } ]"))
                    .singleElement()
                    .asString()
                    .contains("user name")
                    .doesNotContain("s3cr3t");
            assertThat(desk.apply("channels: [ { name: x, kind: slack, url: \"http://a.example/s3cr3t\" } ]")
                            .warnings())
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.toString())
                            .contains("channels[0].url: is a secret")
                            .doesNotContain("s3cr3t"));
        }
    }
}
