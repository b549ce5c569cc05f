package dev.roundtrip.web;

import static dev.roundtrip.web.PageClient.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStartPageTest {
    private static final Map<String, String> ADMINISTRATOR = Map.of(
            "name", "A. Admin",
            "login", "admin@acme.example",
            "password", "a long password",
            "language", "de",
            "zone", "Europe/Berlin");

    @Test
    void makesTheAdministratorOfANewDeskOnce(@TempDir Path data) {
        try (var server = PageServer.empty(data)) {
            var client = server.client();
            var code = code(server);

            assertThat(location(client.get("/deliveries"))).isEqualTo("/setup");
            assertThat(location(client.get("/signin"))).isEqualTo("/setup");
            assertThat(client.get("/app.css").statusCode()).isEqualTo(200);
            var page = client.get("/setup");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("Look in the server’s log").doesNotContain(code);
            assertThat(client.get("/setup?code=" + code).body()).contains("value=\"" + code + "\"");

            var wrong = client.submit("/setup", "/setup", with("code", "0000-0000-0000"));
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body())
                    .contains("This is not the code in the log.")
                    .doesNotContain(code)
                    .doesNotContain("a long password");

            var shortPassword = new HashMap<>(with("code", code));
            shortPassword.put("password", "short");
            assertThat(client.submit("/setup", "/setup", shortPassword).body())
                    .contains("Too short: at least 8 characters.");

            var before = client.session();
            var answer = client.submit("/setup", "/setup", with("code", code.toLowerCase(Locale.ROOT)));

            assertThat(location(answer)).isEqualTo("/");
            assertThat(client.session()).isNotEqualTo(before);
            assertThat(client.get("/deliveries").body()).contains("A. Admin").contains("<html lang=\"de\"");
            var admin = server.house.people().named("admin@acme.example").orElseThrow();
            assertThat(admin.role()).isEqualTo(Role.ADMINISTRATOR);
            assertThat(admin.email()).isEqualTo("admin@acme.example");
            assertThat(server.house.desk().settings().zone().getId()).isEqualTo("Europe/Berlin");
            assertThat(server.house.desk().settings().language()).isEqualTo("de");

            assertThat(server.firstStart().invitation("http://127.0.0.1:8080")).isEmpty();
            var stranger = server.client();
            assertThat(stranger.get("/setup?code=" + code).statusCode()).isEqualTo(410);
            assertThat(location(stranger.get("/"))).isEqualTo("/signin");
            assertThat(stranger.submit("/signin", "/setup", with("code", code)).statusCode())
                    .isEqualTo(410);
            assertThat(server.house.people().all()).hasSize(1);
        }
    }

    @Test
    void takesNoCodeThatIsADayOld(@TempDir Path data) {
        try (var server = PageServer.empty(data)) {
            server.clock.pass(Duration.ofHours(24));

            var answer = server.client().submit("/setup", "/setup", with("code", code(server)));

            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("The code in the log has expired");
            assertThat(server.house.people().isEmpty()).isTrue();
        }
    }

    private static String code(PageServer server) {
        var line = server.firstStart().invitation("http://127.0.0.1:8080").orElseThrow();
        assertThat(line)
                .matches(
                        "First start: create the administrator at http://127\\.0\\.0\\.1:8080/setup\\?code=([0-9A-Z]{4}-){6}"
                                + "[0-9A-Z]{4} \\(valid 24 h, works once\\)");
        return line.replaceAll(".*code=(\\S+).*", "$1");
    }

    private static Map<String, String> with(String field, String value) {
        var fields = new HashMap<>(ADMINISTRATOR);
        fields.put(field, value);
        return fields;
    }
}
