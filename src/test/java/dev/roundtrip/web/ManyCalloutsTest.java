package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.Secrets;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyCalloutsTest {
    /** A page takes a few milliseconds; a machine that is busy with other things may take far longer, and one that reads all of them anew does. */
    private static final Duration MOST = Duration.ofMillis(500);

    @Test
    void tenThousandCalloutsAreListedAsQuicklyAsTen(@TempDir Path data) {
        try (var server = PageServer.withTechnician(data)) {
            var one = server.house.callouts().keep(Callout.to("One", "https://one.acme.example/"), Secrets.none());
            server.house.store().write(() -> {
                server.house.store().revision().bump();
                return server.house
                        .store()
                        .jdbc()
                        .sql("""
                                with recursive n (i) as (select 1 union all select i + 1 from n where i < 9999)
                                insert into callout (name, name_key, active, settings, secrets)
                                select 'Callout ' || i, 'callout ' || i, i % 3 <> 0, c.settings, '{}'
                                from n join callout c on c.id = :one""")
                        .param("one", one.id())
                        .update();
            });
            var client = server.signedIn();
            IntStream.range(0, 30).forEach(i -> client.get("/callouts"));

            var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long before = process.getProcessCpuTime();
            var times = IntStream.range(0, 30)
                    .mapToObj(i -> timed(client, "/callouts?q=" + (i % 2 == 0 ? "" : "callout " + i).replace(" ", "+")))
                    .sorted()
                    .toList();

            var median = times.get(times.size() / 2);
            System.out.printf(
                    "10,000 callouts, a page of 50: median %d ms, of the processor %d ms%n",
                    median.toMillis(), (process.getProcessCpuTime() - before) / 1_000_000 / times.size());
            assertThat(client.get("/callouts?q=callout+9999").body()).contains("Callout 9999");
            assertThat(median).isLessThan(MOST);
        }
    }

    private static Duration timed(PageClient client, String page) {
        long begun = System.nanoTime();
        assertThat(client.get(page).statusCode()).isEqualTo(200);
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
