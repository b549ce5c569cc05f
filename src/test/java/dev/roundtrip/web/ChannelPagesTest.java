package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.notify.Channel;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.Reply;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk's channels on their pages, and a person's own on the profile. */
class ChannelPagesTest {
    private static final String LIST = "/settings/channels";
    private static final String SECRET = "T0zzSecret4711";

    private final FakeEndpoint chat = FakeEndpoint.start();
    private final PageServer server;

    ChannelPagesTest(@TempDir Path data) {
        server = PageServer.reaching(chat, data);
    }

    @AfterEach
    void close() {
        server.close();
        chat.close();
    }

    private Channel noc() {
        server.house
                .setup()
                .apply(
                        "setup.yaml",
                        "channels: [ { name: noc, kind: slack, url: \"" + chat.url("/hooks/" + SECRET) + "\" } ]",
                        Map.of(),
                        false);
        return server.house.channels().named("noc").orElseThrow();
    }

    private static TypedForm form(PageClient client, String page) {
        return TypedForm.of(client.get(page).body(), page);
    }

    @Test
    void oneIsMadeChangedAndShownWithoutItsUrl() {
        var admin = server.administrator();

        var made = admin.send(form(admin, LIST + "/new")
                .with("name", "noc")
                .with("kind", "mattermost")
                .with("url", chat.url("/hooks/" + SECRET)));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(302);
        assertThat(PageClient.location(made)).endsWith(LIST);
        var noc = server.house.channels().named("noc").orElseThrow();
        assertThat(noc.kind()).isEqualTo(Channel.Kind.MATTERMOST);
        assertThat(admin.get(LIST).body())
                .contains("#noc", "Mattermost", "127.0.0.1:" + chat.port())
                .doesNotContain(SECRET);
        var page = LIST + "/" + noc.id();
        assertThat(admin.get(page).body())
                .contains("it is kept, and leads to 127.0.0.1:" + chat.port())
                .doesNotContain(SECRET);

        assertThat(admin.send(form(admin, page).with("name", "ops")).statusCode())
                .isEqualTo(302);
        assertThat(server.house.channels().all()).extracting(Channel::name).containsExactly("ops");
        var other = admin.send(form(admin, page).with("kind", "slack"));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body())
                .contains("The URL that is kept is of mattermost.")
                .contains("id=\"url-e\"");
    }

    @Test
    void whatIsWrongIsToldAtItsField() {
        var admin = server.administrator();
        var fresh = form(admin, LIST + "/new");

        var empty = admin.send(fresh.with("name", "no c"));
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(empty.body()).contains("A new channel needs its URL.").contains("id=\"url-e\"");
        var named = admin.send(fresh.with("name", "no c").with("url", "https://a.example/" + SECRET));
        assertThat(named.statusCode()).isEqualTo(422);
        assertThat(named.body())
                .contains("“no c” is no name of a channel")
                .contains("id=\"name-e\"")
                .contains("value=\"no c\"")
                .doesNotContain(SECRET);
        var shut = admin.send(fresh.with("name", "noc").with("url", "https://10.0.0.5/" + SECRET));
        assertThat(shut.statusCode()).isEqualTo(422);
        assertThat(shut.body()).contains("address 10.0.0.5 is private").doesNotContain(SECRET);
        var german = admin.get(LIST + "/new", "Accept-Language", "de");
        assertThat(german.body()).contains("Neuer Chat-Kanal");
        noc();
        var taken = admin.send(fresh.with("name", "NOC").with("url", chat.url("/x")));
        assertThat(taken.statusCode()).isEqualTo(422);
        assertThat(taken.body()).contains("id=\"name-e\"");
    }

    @Test
    void aTestMessageTellsWhatCameBackInWords() {
        var noc = noc();
        var admin = server.administrator();

        var taken = admin.submit(LIST + "/new", LIST + "/" + noc.id() + "/test", Map.of());
        assertThat(taken.body()).contains("#noc took the message");
        assertThat(chat.requests().getFirst().bodyText())
                .contains("Roundtrip: test of this channel")
                .contains("B. Administrator sent it.");
        chat.answers(Reply.status(404).body("no_service"));
        assertThat(admin.submit(LIST + "/new", LIST + "/" + noc.id() + "/test", Map.of())
                        .body())
                .contains("The message to #noc did not go out")
                .contains("127.0.0.1:" + chat.port() + " answered 404: no_service")
                .doesNotContain(SECRET);
        chat.answers(Reply.status(400).body("no hook /hooks/" + SECRET));
        assertThat(admin.submit(LIST + "/new", LIST + "/" + noc.id() + "/test", Map.of())
                        .body())
                .contains("answered 400")
                .doesNotContain(SECRET);
    }

    @Test
    void deletingAsksAndTellsWhoNamesIt() {
        var noc = noc();
        server.house.setup().apply("setup.yaml", """
                        callouts: [ { name: Close it, url: "https://a.example/", notify: { who: [ "#noc" ], when: failure } } ]
                        rules: [ { name: Tell them, when: [ created ], then: [ { notify: { who: "#noc", subject: s, text: t } } ] } ]
                        """, Map.of(), false);
        var admin = server.administrator();
        var ask = LIST + "/" + noc.id() + "/delete";

        var callout = "/callouts/"
                + server.house.callouts().named("Close it").orElseThrow().id();
        assertThat(TypedForm.of(admin.get(callout).body(), callout).value("notify.who"))
                .isEqualTo("#noc");
        assertThat(admin.get(callout).body()).contains("Chat channel");
        assertThat(admin.get(LIST).body()).contains("Tell them", "Close it");
        assertThat(admin.get(ask).body())
                .contains("Delete “#noc”?", "Tell them", "Close it", "tell nobody there any more");
        assertThat(admin.submit(ask, ask, Map.of()).statusCode()).isEqualTo(302);

        assertThat(server.house.channels().all()).isEmpty();
        assertThat(admin.get(ask).statusCode()).isEqualTo(404);
        assertThat(admin.get("/rules/audit").body()).contains("notify: channel &quot;noc&quot; is gone");
        assertThat(admin.get("/settings/security").body()).contains("noc");
    }

    @Test
    void areForAdministratorsAlone() {
        var noc = noc();
        var technician = server.signedIn();

        assertThat(technician.get(LIST).statusCode()).isEqualTo(403);
        assertThat(technician.get(LIST + "/" + noc.id()).statusCode()).isEqualTo(403);
        assertThat(technician.get(LIST + "/" + noc.id() + "/delete").statusCode())
                .isEqualTo(403);
        for (var act : new String[] {"/test", "/delete", ""}) {
            assertThat(technician
                            .submit("/profile", LIST + "/" + noc.id() + act, Map.of())
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(technician.get("/settings/mail").body()).doesNotContain(LIST);
        assertThat(chat.requests()).isEmpty();
    }

    @Test
    void somebodySetsTriesAndRemovesAChatOfTheirOwn() {
        var technician = server.signedIn();
        var person = server.house.people().named(PageServer.LOGIN).orElseThrow().id();

        var missing = technician.submit("/profile", "/profile/channel", Map.of("kind", "ntfy", "url", ""));
        assertThat(missing.statusCode()).isEqualTo(422);
        assertThat(missing.body()).contains("id=\"url-e\"").contains("value=\"ntfy\" selected");
        var topicless = technician.submit(
                "/profile", "/profile/channel", Map.of("kind", "ntfy", "url", chat.url("/a." + SECRET)));
        assertThat(topicless.body()).contains("does not end with a topic").doesNotContain(SECRET);
        assertThat(technician
                        .submit("/profile", "/profile/channel", Map.of("kind", "ntfy", "url", chat.url("/" + SECRET)))
                        .statusCode())
                .isEqualTo(302);
        assertThat(technician.get("/profile").body())
                .contains("leads to 127.0.0.1:" + chat.port())
                .doesNotContain(SECRET);

        chat.answers(Reply.status(403).json("{\"error\":\"forbidden\"}"), Reply.status(200));
        assertThat(technician
                        .submit("/profile", "/profile/channel/test", Map.of())
                        .body())
                .contains("answered 403")
                .as("what it says is not for everybody to read")
                .doesNotContain("forbidden")
                .doesNotContain(SECRET);
        assertThat(technician
                        .submit("/profile", "/profile/channel/test", Map.of())
                        .body())
                .contains("127.0.0.1:" + chat.port() + " took the message");
        var own = server.house.channels().ofPerson(person).orElseThrow();
        assertThat(server.administrator().get(LIST + "/" + own.id() + "/delete").statusCode())
                .as("nobody else's to look at")
                .isEqualTo(404);

        assertThat(technician
                        .submit("/profile", "/profile/channel/remove", Map.of())
                        .statusCode())
                .isEqualTo(302);
        assertThat(server.house.channels().ofPerson(person)).isEmpty();
    }

    @Test
    void aChannelThatNothingGetsThroughToIsShownSo() {
        noc();
        server.house.setup().apply("setup.yaml", """
                        rules: [ { name: Tell, when: [ created ], then: [ { notify: { who: "#noc", subject: s, text: t } } ] } ]
                        """, Map.of(), false);
        chat.answers(Reply.status(410).body("channel_is_archived"));
        server.tells("Disk full", "It is full");
        server.house.dispatcher().runDue();
        var admin = server.administrator();

        assertThat(admin.get(LIST).body())
                .contains("Nothing has got through since")
                .contains("answered 410: channel_is_archived")
                .doesNotContain(SECRET);
        var delivery = server.house
                .log()
                .page(dev.roundtrip.delivery.DeliveryLog.Filter.ALL, null, 1)
                .entries()
                .getFirst()
                .delivery()
                .id();
        assertThat(admin.get("/deliveries/" + delivery).body())
                .contains("The chat message", "#noc", "410")
                .doesNotContain(SECRET);
        assertThat(admin.get("/").statusCode()).isEqualTo(200);
    }
}
