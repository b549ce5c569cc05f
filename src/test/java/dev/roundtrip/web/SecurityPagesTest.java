package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.people.SecurityLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecurityPagesTest {
    private static final String PAGE = "/settings/security";

    private final PageServer server;

    SecurityPagesTest(@TempDir Path data) {
        server = PageServer.withTechnician(data);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void tellsWhoCameInAndWhoWasRefused() {
        server.client().signIn("my password, in the wrong field", "guess");
        server.client().signIn(PageServer.LOGIN.toUpperCase(Locale.ROOT), "guess");

        assertThat(server.administrator().get(PAGE).body())
                .contains("Signed in")
                .contains("B. Administrator")
                .contains("Sign-in refused")
                .contains("a login that nobody has")
                .contains(PageServer.LOGIN)
                .contains("127.0.0.1")
                .doesNotContain("wrong field");
    }

    @Test
    void isNotBuriedByWhoeverGuesses() {
        var client = server.client();
        for (int i = 0; i < SignInThrottle.TRIES + 5; i++) {
            client.signIn("guessed@acme.example", "guess " + i);
        }

        var rows = server.administrator().get(PAGE).body();

        assertThat(rows.split("too many tries", -1)).as("once").hasSize(2);
    }

    @Test
    void namesTheEventsThatMakeSomebodyElseOutOfAnAccount() {
        var client = server.administrator();
        var technician =
                server.house.people().named(PageServer.LOGIN).orElseThrow().id();
        var address = "/settings/people/" + technician;
        var form = TypedForm.of(client.get(address).body(), address);
        client.send(form.with("role", "administrator").with("password", "staple battery horse"));

        assertThat(client.get(PAGE).body())
                .contains("Password set for somebody")
                .contains(PageServer.LOGIN + ": technician → administrator");
    }

    @Test
    void tellsWhatPagesChange() {
        var client = server.administrator();
        server.house.setup().apply("setup.yaml", """
                callouts: [ { name: Icinga, url: "https://icinga.acme.example/" } ]
                rules: [ { name: Done, when: [ edited ], then: [ { callout: Icinga } ] } ]
                """, Map.of(), false);
        var rule = server.house.rules().named("Done").orElseThrow().id();
        var callout = server.house.callouts().named("Icinga").orElseThrow().id();
        client.submit("/rules", "/rules/" + rule + "/deactivate", Map.of());
        client.submit("/rules", "/rules/" + rule + "/delete", Map.of());
        client.submit("/callouts", "/callouts/" + callout + "/deactivate", Map.of());

        assertThat(client.get(PAGE).body())
                .contains("Workflow rule: Done")
                .contains("Extension callout: Icinga")
                .contains("Deactivated")
                .contains("Deleted");
        assertThat(client.get(PAGE + "?q=icinga").body()).contains("Icinga").doesNotContain("Workflow rule: Done");
        assertThat(client.get(PAGE + "?q=nowhere").body()).contains("Nothing matches");
        assertThat(client.get(PAGE + "?lang=de").statusCode()).isEqualTo(302);
        assertThat(client.get(PAGE).body())
                .contains("Erweiterungs-Callout: Icinga")
                .contains("Deaktiviert");
    }

    @Test
    void isForAdministratorsAlone() {
        assertThat(server.signedIn().get(PAGE).statusCode()).isEqualTo(403);
        assertThat(server.signedIn().get(PAGE + "/export").statusCode()).isEqualTo(403);
    }

    @Test
    void pagesFarBack() {
        var client = server.administrator();
        for (int i = 0; i < 60; i++) {
            server.house.securityLog().note(SecurityLog.By.THE_DESK, What.CREATED, "rules", "rule " + i);
        }

        var first = client.get(PAGE).body();

        assertThat(first).contains("rule 59").doesNotContain("rule 5<");
        var older = first.replaceAll("(?s).*href=\"(/settings/security\\?below=\\d+)\".*", "$1");
        assertThat(client.get(older).body()).contains("rule 5<").contains("Signed in");
    }

    @Test
    void isTakenAwayAsATableThatHoldsNoFormula() {
        server.house.securityLog().note(SecurityLog.By.THE_DESK, What.CREATED, "rules", "=HYPERLINK(1)\"");

        var answer = server.administrator().get(PAGE + "/export");

        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"security-log.csv\"");
        assertThat(answer.body().lines().findFirst())
                .contains(
                        "\"id\",\"at\",\"actor-kind\",\"actor-id\",\"actor\",\"address\",\"what\",\"kind\",\"name\",\"hash\"");
        assertThat(answer.body()).contains("\"created\",\"rules\",\"'=HYPERLINK(1)\"\"\",\"");
        assertThat(answer.body()).as("also who takes it away").contains("\"log-exported\"");
    }

    @Test
    void takesNoCellForAFormulaWhateverItBeginsWith() {
        for (var sign : List.of("=", "+", "-", "@", "\t", "\r")) {
            server.house.securityLog().note(SecurityLog.By.THE_DESK, What.CREATED, "rules", sign + "1,\n2");
        }

        var body = server.administrator().get(PAGE + "/export").body();

        for (var sign : List.of("=", "+", "-", "@", "\t", "\r")) {
            assertThat(body).contains(",\"'" + sign + "1,\n2\",");
        }
    }

    @Test
    void tellsWhoAskedForWhatIsNotTheirs() {
        server.signedIn().get("/settings/people");
        server.signedIn().get("/settings/api");

        var page = server.administrator().get(PAGE).body();

        assertThat(page)
                .contains("Access refused")
                .contains("GET /settings/people")
                .doesNotContain("GET /settings/api");
        assertThat(server.signedIn().get(PAGE + "/check").statusCode()).isEqualTo(403);
    }

    @Test
    void checksTheChain() {
        var client = server.administrator();
        var mark = server.house.securityLog().newest().text();
        assertThat(client.get(PAGE).body()).contains(mark).contains("Check the chain");

        assertThat(client.get(PAGE + "/check?mark=" + mark).body())
                .contains("The one event fits")
                .contains("Each holds what the desk wrote");
        var wrong = client.get(PAGE + "/check?mark=12");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("This is no mark").contains("value=\"12\"");

        server.house
                .store()
                .write(() -> server.house
                        .store()
                        .jdbc()
                        .sql("update security_event set address = '203.0.113.9' where id = 1")
                        .update());
        assertThat(client.get(PAGE + "/check").body())
                .contains("Event 1 is not what the desk wrote")
                .contains("No event before it fits");
    }

    @Test
    void showsWhatWasRemovedForItsAge() {
        server.house.securityLog().note(SecurityLog.By.THE_DESK, What.SETUP_APPLIED);
        server.clock.pass(Duration.ofDays(500));

        server.house.securityAge().runDue();

        assertThat(server.administrator().get(PAGE).body())
                .contains("Oldest events removed for their age")
                .contains("One event, up to event 1")
                .contains("older than 400 days");
    }
}
