package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Actor;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxPageTest {
    private final PageServer server;

    InboxPageTest(@TempDir Path data) {
        server = PageServer.withTechnician(data);
        server.house
                .people()
                .add(new Person(0, "other", "O. Ther", null, Role.READ_ONLY, "de", true), PageServer.PASSWORD);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void tell(String... titles) {
        server.house.setup().apply("setup.yaml", """
                        rules:
                          - name: Tell <the> team
                            when: [ created ]
                            then: [ { notify: { who: [ "%s" ], subject: "{{ticket.title}}", text: "<b>{{ticket.ticketNumber}}</b>" } } ]
                        """.formatted(PageServer.LOGIN), Map.of(), false);
        for (var title : titles) {
            server.house
                    .tickets()
                    .create(
                            TicketEdit.with()
                                    .set(TicketField.TITLE, title)
                                    .set(TicketField.COMPANY_ID, 0)
                                    .build(),
                            Actor.DESK);
        }
    }

    @Test
    void saysThatNobodyToldAnythingYetAndThatNoMailsCome() {
        assertThat(server.signedIn().get("/inbox").body())
                .contains("Nobody told you anything yet")
                .contains("No mail server is set up")
                .doesNotContain("Mark all as read");
    }

    @Test
    void showsWhatOneWasToldAndMarksItAsRead() {
        tell("disk <i>full</i>", "router away");
        var client = server.signedIn();

        var page = client.get("/inbox").body();
        assertThat(page)
                .contains("disk &lt;i&gt;full&lt;/i&gt;")
                .contains("&lt;b&gt;T20261124.0001&lt;/b&gt;")
                .contains("Told by the rule “Tell &lt;the&gt; team”")
                .doesNotContain("<i>full")
                .doesNotContain("<b>T2026");
        assertThat(page.indexOf("router away")).isLessThan(page.indexOf("disk &lt;i&gt;"));
        assertThat(client.get("/deliveries").body()).contains("<span class=\"tally wait\">2</span>");

        assertThat(PageClient.location(client.submit("/inbox", "/inbox/1/read", Map.of())))
                .isEqualTo("/inbox");
        assertThat(client.get("/deliveries").body()).contains("<span class=\"tally wait\">1</span>");
        client.submit("/inbox", "/inbox/read", Map.of("newest", "2"));
        assertThat(client.get("/inbox").body()).doesNotContain("tally wait").doesNotContain("Mark all as read");
    }

    @Test
    void tellsOthersPagesHowMuchIsNew() {
        tell("disk full");
        var client = server.signedIn();
        assertThat(client.get("/deliveries").body()).contains("hx-get=\"/inbox/bell?known=1&amp;titled=false\"");

        assertThat(client.get("/inbox/bell?known=1").statusCode())
                .as("nothing new")
                .isEqualTo(204);
        tell("router away");
        var grown = client.get("/inbox/bell?known=1").body();
        assertThat(grown)
                .contains("/inbox/bell?known=2&amp;titled=false")
                .contains("<span class=\"tally wait\">2</span>")
                .contains("hx-swap-oob=\"innerHTML:#bell-said\"")
                .contains("2 not read")
                .doesNotContain("<title>");
        assertThat(grown.length()).isLessThan(1024);
        client.submit("/inbox", "/inbox/1/read", Map.of());
        assertThat(client.get("/inbox/bell?known=2&titled=true").body())
                .contains("<title>(1) Inbox · Roundtrip</title>")
                .as("nothing is said aloud of what has become less")
                .doesNotContain("hx-swap-oob");
        assertThat(client.get("/inbox/bell?known=").statusCode()).isEqualTo(200);
        assertThat(client.get("/inbox").body()).contains("<title>(1) Inbox · Roundtrip</title>");
        assertThat(server.client()
                        .get("/inbox/bell?known=1", "HX-Request", "true")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void showsTextsAsParagraphsAndListsAndFoldsLongOnes() {
        server.tells("Trouble", "Given up:\n- T1, <503>\n- T2\n\nSee the deliveries.");
        server.tells("More trouble", "Given up:" + "\n- again".repeat(30));

        assertThat(server.signedIn().get("/inbox").body())
                .contains("<p class=\"said\">Given up:</p><ul class=\"items\"><li>T1, &lt;503&gt;</li><li>T2</li></ul>")
                .contains("<p class=\"said\">See the deliveries.</p>")
                .contains("<summary>21 more lines</summary>");
    }

    @Test
    void isPagedByKey() {
        var titles = new String[45];
        for (int i = 0; i < titles.length; i++) {
            titles[i] = "disk no. " + (i + 1) + ".";
        }
        tell(titles);
        var client = server.signedIn();

        assertThat(client.get("/inbox").body())
                .contains("disk no. 45.", "disk no. 26.", "/inbox?before=26")
                .doesNotContain("disk no. 25.", "Newest");
        assertThat(client.get("/inbox?before=26").body())
                .contains("disk no. 25.", "disk no. 6.", "/inbox?before=6", "Newest")
                .doesNotContain("disk no. 5.");
        assertThat(client.get("/inbox?before=6").body())
                .contains("disk no. 5.", "disk no. 1.")
                .doesNotContain(">Older<");
        assertThat(client.get("/inbox?before=1").body()).contains("There are no older ones");
        assertThat(client.get("/inbox?before=x").body()).contains("disk no. 45.");
    }

    @Test
    void isNobodyElses() {
        tell("disk full");
        var other = server.client();
        other.signIn("other", PageServer.PASSWORD);

        assertThat(other.get("/inbox").body())
                .contains("Noch wurde Ihnen nichts mitgeteilt")
                .contains("Es ist kein Mailserver eingerichtet")
                .doesNotContain("disk full");
        other.submit("/inbox", "/inbox/1/read", Map.of());
        assertThat(server.signedIn().get("/inbox").body()).contains("Mark as read");
        assertThat(PageClient.location(server.client().get("/inbox"))).startsWith("/signin");
    }
}
