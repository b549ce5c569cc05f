package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.FinestLog;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A secret that the desk made goes to whoever asked for it, and into no log on the way. */
@Isolated("the log is that of the whole JVM")
class ShownOnceTest {
    private static final Pattern SECRET = Pattern.compile("<code[^>]*id=\"shown-once\"[^>]*>([^<]+)</code>");

    @Test
    void standsInNoLog(@TempDir Path data) {
        try (var server = PageServer.withTechnician(data)) {
            var admin = server.administrator();
            var page = "/settings/api/users/new";
            var form = TypedForm.of(admin.get(page).body(), page).with("login", "icinga");
            try (var log = FinestLog.listen()) {
                admin.send(form);
                var shown = SECRET.matcher(admin.get("/settings/api").body());
                assertThat(shown.find()).isTrue();
                var secret = shown.group(1);

                assertThat(secret).startsWith("rts_");
                assertThat(log.lines()).hasSizeGreaterThan(10).noneMatch(line -> line.contains(secret));
            }
        }
    }
}
