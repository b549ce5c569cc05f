package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.people.SecurityLog;
import java.nio.file.Path;
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
        server.client().signIn("stranger<b>", "guess");

        assertThat(server.administrator().get(PAGE).body())
                .contains("Signed in")
                .contains("B. Administrator")
                .contains("Sign-in refused")
                .contains("stranger&lt;b&gt;")
                .contains("127.0.0.1");
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
        server.client().signIn("=HYPERLINK(1)\"", "guess");

        var answer = server.administrator().get(PAGE + "/export");

        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"security-log.csv\"");
        assertThat(answer.body().lines().findFirst())
                .contains("\"id\",\"at\",\"actor-kind\",\"actor-id\",\"actor\",\"address\",\"what\",\"kind\",\"name\"");
        assertThat(answer.body())
                .contains("\"person\",\"0\",\"'=HYPERLINK(1)\"\"\",\"127.0.0.1\",\"sign-in-refused\",\"\",\"\"");
    }
}
