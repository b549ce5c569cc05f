package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.FakeMailServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That mail does not get through to somebody stands wherever that person is shown as one who is told. */
class RefusedMailTest {
    private static final String REFUSAL = "550 5.1.1 no such &lt;b&gt;user&lt;/b&gt;";

    private final FakeMailServer mails = FakeMailServer.start();
    private final PageServer server;

    RefusedMailTest(@TempDir Path data) {
        server = PageServer.mailing(mails, data);
        mails.answers("RCPT TO:", "550 5.1.1 no such <b>user</b>");
        server.house.setup().apply("setup.yaml", """
                callouts: [ { name: Told, url: "https://told.acme.example/", notify: { who: [ "%s", "noc@acme.example" ] } } ]
                """.formatted(PageServer.LOGIN), Map.of(), false);
    }

    @AfterEach
    void close() {
        server.close();
        mails.close();
    }

    private void mail() {
        server.tells("disk full", "It is full.");
        server.house.dispatcher().runDue();
    }

    @Test
    void standsWithThePersonAndWithWhatTellsThem() {
        mail();
        server.clock.pass(Duration.ofHours(1));
        mail();
        var admin = server.administrator();
        var technician = server.signedIn();
        var callout = server.house.callouts().named("Told").orElseThrow().id();
        var person = server.house.people().named(PageServer.LOGIN).orElseThrow().id();

        for (var page : new String[] {"/settings/people", "/settings/people/" + person, "/callouts/" + callout}) {
            assertThat(admin.get(page).body())
                    .as(page)
                    .containsPattern("[Ss]ince 14:03:21:")
                    .containsPattern("lang=\"en\"[^>]*>[^<]*" + REFUSAL);
        }
        for (var page : new String[] {"/profile", "/inbox"}) {
            assertThat(technician.get(page).body())
                    .as(page)
                    .contains("Mail to tech@acme.example does not get through")
                    .contains(REFUSAL);
            assertThat(admin.get(page).body()).as(page).doesNotContain("does not get through");
        }
        admin.get("/settings/people?lang=de");
        assertThat(admin.get("/settings/people").body()).contains("Mails kommen nicht an seit 14:03:21:");
        assertThat(technician.get("/callouts/" + callout).body()).doesNotContain(REFUSAL);
    }

    @Test
    void isGoneWithTheFirstMailThatGetsThrough() {
        mail();
        assertThat(server.signedIn().get("/profile").body()).contains(REFUSAL);

        mails.answers("RCPT TO:", "250 ok");
        mail();

        assertThat(server.signedIn().get("/profile").body()).doesNotContain(REFUSAL);
    }
}
