package dev.roundtrip.callout;

import dev.roundtrip.House;
import dev.roundtrip.people.Actor;
import dev.roundtrip.settings.Settings;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Writing the request of one callout, from the ticket to the text that is kept. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls open() first
public class RenderingBenchmark {
    private static final String SETUP = """
            desk: { domain: ACME.EXAMPLE }
            callouts:
              - { name: name-value pairs, url: "http://127.0.0.1/close" }
              - { name: XML, url: "http://127.0.0.1/close", format: xml }
              - name: JSON template
                url: "http://127.0.0.1/hosts/{{ticket.externalID}}"
                format: custom
                content-type: application/json
                body: |
                  { "ticket": "{{ticket.ticketNumber}}", "status": "{{ticket.status.label}}", "title": "{{ticket.title}}",
                    {{#ticket.description}}"text": "{{ticket.description}}",{{/ticket.description}}
                    "company": "{{company.name}}", "at": "{{now}}", "until": "{{now+2h}}", "id": "{{delivery.id}}" }
            """;

    @Param({"name-value pairs", "XML", "JSON template"})
    String format = "";

    private House house;
    private RequestWriter writer;
    private TicketNames names;
    private Callout callout;
    private CalloutTemplates templates;
    private TicketChange change;

    @Setup
    public void open() throws IOException {
        var folder = Files.createTempDirectory("rendering");
        house = new House(
                new Settings(
                        folder,
                        Settings.in(folder).database(),
                        "127.0.0.1",
                        0,
                        Optional.empty(),
                        "127.0.0.1/32",
                        null,
                        Optional.empty(),
                        false),
                Clock.systemUTC());
        house.setup().apply("benchmark.yaml", SETUP, Map.of(), false);
        var ticket = house.tickets()
                .create(
                        TicketEdit.with()
                                .set(TicketField.TITLE, "disk full on \"/var\" of ümlaut-01 <b> & more")
                                .set(
                                        TicketField.DESCRIPTION,
                                        "DISK CRITICAL\n/var has 3 % left; 97 % of 40 GiB are used")
                                .set(TicketField.EXTERNAL_ID, "ümlaut-01/disk")
                                .set(TicketField.COMPANY_ID, 0)
                                .build(),
                        Actor.DESK);
        change = new TicketChange(
                TicketChange.Event.CREATED,
                null,
                ticket,
                null,
                Actor.DESK,
                Clock.systemUTC().instant(),
                0);
        writer = new RequestWriter(Clock.systemUTC(), house.desk(), house.picklists());
        names = TicketNames.of(house.userFields(), house.picklists(), house.directory(), house.people());
        callout = house.callouts().named(format).orElseThrow();
        templates = CalloutTemplates.parse(callout, names);
    }

    @TearDown
    public void close() {
        house.close();
    }

    /** Rendered, checked, and encoded as the delivery keeps it. */
    @Benchmark
    public Object write() {
        var values = names.values(change, Map.of("delivery.id", "01kb0000000000000000000000"));
        return writer.write(callout, templates, null, change, values).request().encode();
    }
}
