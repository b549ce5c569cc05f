package dev.roundtrip.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.delivery.Delivery;
import dev.roundtrip.delivery.DeliveryState;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A file in spellings other than the desk's own, applied by the command to a running desk, and again, and at its next start. */
@OnBothDatabases
class AppliedTwiceStory {
    /** The variables of the file, by the names they have in the environment. */
    private static final Map<String, String> VARIABLES =
            Map.of("TECH_PASSWORD", "Lantern-42-cellar", "ICINGA_PASSWORD", "s3cr3t/4711+ä");

    private final DeskUnderTest desk;
    private Path file = Path.of("");

    AppliedTwiceStory(TestDatabase database) {
        desk = DeskUnderTest.on(database);
    }

    @BeforeEach
    void write(@TempDir Path folder) throws IOException {
        file = Files.writeString(folder.resolve("desk.yaml"), SetupApplyTest.OTHER_SPELLINGS);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    /** How a command ended and what it said. */
    private record Said(int code, String text) {}

    @Test
    void appliedTwiceIsAppliedOnce() throws IOException {
        var first = run(VARIABLES);
        var ticket = desk.api().create("""
                {"title":"disk full","companyID":0,"queueID":29,"userDefinedFields":[{"name":"AlertID","value":"a-1"}]}""");
        desk.api().complete(ticket);
        desk.api().setStatus(ticket, 8);
        desk.api().complete(ticket);
        var promised = desk.deliveries();
        var callouts = desk.house().callouts().all();
        var rules = desk.house().rules().all();

        var second = run(VARIABLES);
        var dry = run(VARIABLES, "--dry-run");

        assertThat(first.code()).isZero();
        assertThat(first.text()).contains("+ callout \"Close in Icinga\"", "+ rule \"Done\"", "applied");
        assertThat(second).isEqualTo(new Said(0, "no difference\n"));
        assertThat(dry).isEqualTo(second);
        assertThat(desk.house().callouts().all()).isEqualTo(callouts).hasSize(1);
        assertThat(desk.house().rules().all()).isEqualTo(rules).hasSize(1);
        assertThat(desk.deliveries())
                .isEqualTo(promised)
                .extracting(Delivery::state)
                .containsExactly(DeliveryState.WAITING, DeliveryState.RUNNING);

        desk.stopAndRestart();
        var waiting = desk.deliveries();
        var atTheStart = desk.house().setup().applyAtStart(file, VARIABLES, () -> {});
        var dryAgain = run(VARIABLES, "--dry-run");

        assertThat(atTheStart.differences()).isEmpty();
        assertThat(dryAgain).isEqualTo(second);
        assertThat(desk.house().callouts().all()).isEqualTo(callouts);
        assertThat(desk.house().rules().all()).isEqualTo(rules);
        assertThat(desk.deliveries())
                .isEqualTo(waiting)
                .hasSize(2)
                .extracting(Delivery::state)
                .containsOnly(DeliveryState.WAITING);

        var changed = new HashMap<>(VARIABLES);
        changed.put("ICINGA_PASSWORD", "another/0815");
        var differs = run(changed, "--dry-run");

        assertThat(differs.code()).isEqualTo(2);
        assertThat(differs.text())
                .contains("a secret of \"Close in Icinga\" differs")
                .doesNotContain("s3cr3t", "another", "0815");
        assertThat(run(VARIABLES, "--dry-run").code()).isZero();
    }

    @Test
    void whatTheCommandExportsIsNoDifference() throws IOException {
        run(VARIABLES);

        var exported = said(new ExportCommand(Map.of()), List.of());
        Files.writeString(file, exported.text());

        assertThat(exported.text())
                .contains("name: Close in Icinga", "username: rt")
                .doesNotContain("s3cr3t");
        assertThat(run(Map.of())).isEqualTo(new Said(0, "no difference\n"));
    }

    private Said run(Map<String, String> environment, String... more) {
        var arguments = new ArrayList<>(List.of(more));
        arguments.add(file.toString());
        return said(new ApplyCommand(environment), arguments);
    }

    private Said said(Object command, List<String> arguments) {
        var said = new StringWriter();
        var line = new CommandLine(command).setOut(new PrintWriter(said, true)).setErr(new PrintWriter(said, true));
        var all = new ArrayList<>(arguments);
        all.addAll(List.of("--url", desk.url().toString(), "--token", desk.token()));
        return new Said(
                line.execute(all.toArray(String[]::new)), said.toString().replace("\r\n", "\n"));
    }
}
