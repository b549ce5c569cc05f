package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Actor;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import dev.roundtrip.ticket.NoteDraft;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The list of tickets, a ticket, and its form. One desk for all of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TicketPagesTest {
    private static final String READER = "reader@acme.example";
    private static final Actor PROGRAM = Actor.apiUser(7, "icinga");
    private static final Pattern VALUE = Pattern.compile("name=\"(\\w+)\" value=\"([^\"]*)\"");

    private final PageServer server;
    private final PageClient client;

    TicketPagesTest(@TempDir Path data) {
        server = PageServer.withTechnician(data);
        server.house
                .people()
                .add(new Person(0, READER, "R. Eader", null, Role.READ_ONLY, "en", true), PageServer.PASSWORD);
        server.house.setup().apply("setup.yaml", """
                companies: [ { name: Example GmbH } ]
                fields:
                  - { name: Icinga object, type: text }
                  - { name: Rack, type: number }
                  - { name: Severity, type: list, values: [ low, high ] }
                callouts: [ { name: "Icinga <b>close</b>", url: "https://localhost/" }, { name: Old hook, url: "https://localhost/", active: false } ]
                rules:
                  - name: "Done <i>in</i> Monitoring"
                    when: [ edited ]
                    if: [ { attribute: status, operator: changed-to, value: Complete } ]
                    then: [ { callout: "Icinga <b>close</b>" }, { callout: Old hook } ]
                  - name: Critical only
                    when: [ edited ]
                    if: [ { attribute: priority, operator: equal-to, value: Critical } ]
                    then: [ { note: { title: x, text: y } } ]
                """, Map.of(), false);
        client = server.signedIn();
    }

    @AfterAll
    void close() {
        server.close();
    }

    private Ticket ticket(TicketEdit.Builder wanted) {
        if (!wanted.names(TicketField.TITLE)) {
            wanted.set(TicketField.TITLE, "disk full");
        }
        if (!wanted.names(TicketField.COMPANY_ID)) {
            wanted.set(TicketField.COMPANY_ID, 0);
        }
        return server.house.tickets().create(wanted.build(), PROGRAM);
    }

    private Ticket titled(String title) {
        return ticket(TicketEdit.with().set(TicketField.TITLE, title));
    }

    private Ticket stored(Ticket ticket) {
        return server.house.tickets().find(ticket.id()).orElseThrow();
    }

    private PageClient reader() {
        var reader = server.client();
        reader.signIn(READER, PageServer.PASSWORD);
        return reader;
    }

    private static String at(Ticket ticket) {
        return "/tickets/" + ticket.id();
    }

    /** What the form of that page holds, as a browser would send it back: of inputs alone. */
    private Map<String, String> form(String page) {
        var fields = new HashMap<String, String>();
        var found = VALUE.matcher(client.get(page).body());
        while (found.find()) {
            fields.putIfAbsent(found.group(1), found.group(2));
        }
        return fields;
    }

    private HttpResponse<String> save(Ticket ticket, int version, Map<String, String> fields) {
        var all = new HashMap<>(fields);
        all.put("version", Integer.toString(version));
        return client.submit(at(ticket) + "/edit", at(ticket) + "/edit", all);
    }

    @Test
    void theListShowsWhatIsOpenAndWhatItTriggered() {
        var open = titled("Plotter <i>brennt</i>");
        var done = titled("Plotter fertig");
        client.submit("/tickets", at(done) + "/complete", Map.of());

        assertThat(client.get("/tickets?q=plotter").body())
                .contains("Plotter &lt;i&gt;brennt&lt;/i&gt;", at(open))
                .doesNotContain("Plotter fertig", "<i>brennt");
        assertThat(client.get("/tickets?q=PLOTTER&status=all").body())
                .contains("Plotter fertig", "Sending")
                .contains("<span class=\"visually-hidden\">open</span>");
        assertThat(client.get("/tickets?q=plotter&status=5").body())
                .contains("Plotter fertig")
                .doesNotContain("brennt");
    }

    @Test
    void theListIsFilteredByEveryField() {
        long gmbh = server.house
                .directory()
                .companyNamed("Example GmbH")
                .orElseThrow()
                .id();
        long me = server.house.people().named(PageServer.LOGIN).orElseThrow().id();
        long field =
                server.house.userFields().named("Icinga object").orElseThrow().id();
        ticket(TicketEdit.with()
                .set(TicketField.TITLE, "Drucker eins")
                .set(TicketField.COMPANY_ID, gmbh)
                .set(TicketField.PRIORITY, 4)
                .set(TicketField.QUEUE_ID, 8)
                .set(TicketField.ASSIGNED_RESOURCE_ID, me)
                .setUser("Icinga object", "web-01!disk"));
        titled("Drucker zwei");

        for (var filter : new String[] {
            "priority=4",
            "queue=8",
            "assigned=me",
            "assigned=" + me,
            "company=example+gmbh",
            "field=" + field + "&value=WEB-01!disk"
        }) {
            assertThat(client.get("/tickets?q=drucker&" + filter).body())
                    .as(filter)
                    .contains("Drucker eins")
                    .doesNotContain("Drucker zwei");
        }
        assertThat(client.get("/tickets?q=drucker&assigned=nobody").body())
                .contains("Drucker zwei")
                .doesNotContain("Drucker eins");
        assertThat(client.get("/tickets?q=drucker&since=today").body())
                .contains("Drucker eins", "value=\"2026-11-24\"");
        assertThat(client.get("/tickets?q=drucker&since=2026-11-25").body()).contains("No ticket matches");
        assertThat(client.get("/tickets?company=nobody&since=x&status=x&field=" + field + "&value=1")
                        .body())
                .contains("id=\"company-e\"", "id=\"since-e\"", "id=\"status-e\"", "The filter is not understood");
    }

    @Test
    void aNumberLeadsStraightToItsTicketUnlessItIsBeingTyped() {
        var ticket = titled("by number");

        assertThat(PageClient.location(
                        client.get("/tickets?q=" + ticket.ticketNumber().toLowerCase(java.util.Locale.ROOT))))
                .isEqualTo(at(ticket));
        assertThat(PageClient.location(client.get("/tickets/" + ticket.ticketNumber())))
                .isEqualTo(at(ticket));
        assertThat(client.get("/tickets?q=" + ticket.ticketNumber(), "HX-Request", "true")
                        .body())
                .contains(at(ticket));
        assertThat(client.get("/tickets/T20200101.0001").statusCode()).isEqualTo(404);
        assertThat(client.get("/tickets/99999999").statusCode()).isEqualTo(404);
        assertThat(server.client().get("/tickets", "HX-Request", "true").statusCode())
                .isEqualTo(401);
    }

    @Test
    void theListIsPagedByKey() {
        Ticket first = titled("Seite 0");
        for (int i = 1; i <= 60; i++) {
            titled("Seite " + i);
        }

        var page = client.get("/tickets?q=seite").body();
        assertThat(page).contains("Seite 60", "Seite 11").doesNotContain(">Seite 10<");
        var older = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(page);
        assertThat(older.find()).isTrue();
        assertThat(client.get(older.group(1).replace("&amp;", "&")).body())
                .contains("Seite 10", at(first), ">Newest<")
                .doesNotContain("Seite 11", ">Older<");
    }

    @Test
    void aFilterIsKeptAsAViewOfOnesOwn() {
        var kept =
                client.submit("/tickets", "/tickets/views", Map.of("name", "Meine <b>", "query", "queue=8&status=all"));
        assertThat(PageClient.location(kept)).isEqualTo("/tickets?status=all&queue=8");

        var page = client.get("/tickets?status=all&queue=8").body();
        assertThat(page).contains("Meine &lt;b&gt;", "Change the view");
        var id = Pattern.compile("/tickets/views/(\\d+)/name").matcher(page);
        assertThat(id.find()).isTrue();
        var own = "/tickets/views/" + id.group(1);
        assertThat(reader().get("/tickets").body()).doesNotContain("Meine &lt;b&gt;");
        reader().submit("/tickets", own + "/delete", Map.of());

        client.submit("/tickets", "/tickets/views", Map.of("name", "Other", "query", "q=x"));
        var taken = client.submit("/tickets", own + "/name", Map.of("name", "OTHER", "query", "q=x"));
        assertThat(client.get(PageClient.location(taken)).body())
                .contains("Another view of yours has this name already");
        client.submit("/tickets", own + "/name", Map.of("name", "Renamed", "query", "q=x"));
        assertThat(client.get("/tickets").body()).contains("Renamed").doesNotContain("Meine &lt;b&gt;");
        client.submit("/tickets", own + "/delete", Map.of());
        assertThat(client.get("/tickets").body()).doesNotContain("Renamed");
        var unnamed = client.submit("/tickets", "/tickets/views", Map.of("name", " ", "query", "q=x"));
        assertThat(client.get(PageClient.location(unnamed)).body()).contains("Enter a name of 1 to 60 characters");
    }

    @Test
    void completingShowsAtOnceWhatItTriggeredAndWhyNot() {
        var ticket = ticket(TicketEdit.with()
                .set(TicketField.DESCRIPTION, "<script>alert(1)</script>")
                .setUser("Icinga object", "web-01!disk"));
        assertThat(client.get(at(ticket)).body())
                .contains("&lt;script&gt;alert(1)", "web-01!disk", "API user icinga", "no rule listens", "Complete");

        var completed = client.submit(at(ticket), at(ticket) + "/complete", Map.of());

        assertThat(PageClient.location(completed)).isEqualTo(at(ticket) + "#triggered");
        assertThat(stored(ticket).isComplete()).isTrue();
        assertThat(client.get(at(ticket)).body())
                .contains("Status → Complete", "Rules tried: 2", "Done &lt;i&gt;in&lt;/i&gt; Monitoring")
                .contains("Icinga &lt;b&gt;close&lt;/b&gt;", "href=\"/deliveries/", "Sending")
                .contains("Skipped", "Old hook")
                .contains("Critical only", "no: “Priority equal to Critical”, but it is Medium")
                .contains("A. Technician")
                .doesNotContain("<b>close", "/complete\"");
    }

    @Test
    void theLivePartAnswersOnlyWhatIsNew() {
        var ticket = titled("live");
        client.submit(at(ticket), at(ticket) + "/complete", Map.of());
        var page = client.get(at(ticket)).body();
        var state = Pattern.compile("data-live=\"(\\w+)\"").matcher(page);
        assertThat(state.find()).isTrue();
        var part = at(ticket) + "/triggered?known=";

        assertThat(client.get(part + state.group(1)).statusCode()).isEqualTo(204);
        server.clock.pass(Duration.ofSeconds(1));
        server.house.dispatcher().runDue();
        var renewed = client.get(part + state.group(1));
        assertThat(renewed.statusCode()).isEqualTo(200);
        assertThat(renewed.body())
                .startsWith("<div")
                .contains("data-live=", "hx-swap-oob", "Waiting", "127.0.0.1")
                .doesNotContain("<html");
    }

    @Test
    void aNoteIsAddedAndShownWithWhoMayReadIt() {
        var ticket = titled("noted");
        assertThat(PageClient.location(client.submit(
                        at(ticket),
                        at(ticket) + "/notes",
                        Map.of("text", "First line\r\n<b>second</b>", "publish", "1"))))
                .isEqualTo(at(ticket) + "#notes");
        server.house.tickets().addNote(ticket.id(), NoteDraft.internal("Called", "twice"), PROGRAM);

        assertThat(client.get(at(ticket)).body())
                .contains("First line\n&lt;b&gt;second&lt;/b&gt;", "everybody", "Called", "twice");
        assertThat(client.get(at(ticket) + "?show=changes").body())
                .contains("Ticket created")
                .doesNotContain("First line");
        assertThat(client.get(at(ticket) + "?show=notes").body())
                .contains("First line")
                .doesNotContain("Ticket created");
        var empty = client.submit(at(ticket), at(ticket) + "/notes", Map.of("text", " \n ", "publish", "2"));
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(empty.body()).contains("Write something first.", "aria-describedby=\"note-text-e\"");
        var long128 = "x".repeat(128 * 1024 + 1);
        var tooLong = client.submit(at(ticket), at(ticket) + "/notes", Map.of("text", long128));
        assertThat(tooLong.statusCode()).isEqualTo(422);
        assertThat(tooLong.body()).contains("This is too long", long128);
    }

    @Test
    void longHistoryIsPagedByKey() {
        var ticket = titled("much");
        for (int i = 0; i < 40; i++) {
            server.house.tickets().addNote(ticket.id(), NoteDraft.internal("", "entry no. " + i + "."), PROGRAM);
        }

        var page = client.get(at(ticket) + "?show=notes").body();
        assertThat(page).contains("entry no. 39.", "entry no. 10.", "before=12").doesNotContain("entry no. 9.");
        assertThat(client.get(at(ticket) + "?show=notes&before=12").body())
                .contains("entry no. 9.", "entry no. 0.", ">Newest<")
                .doesNotContain("entry no. 10.", ">Older<");
    }

    @Test
    void filesAreAddedAndComeBackAsNothingButFiles() {
        var ticket = titled("with a file");
        var content = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);

        assertThat(PageClient.location(
                        client.upload(at(ticket), at(ticket) + "/files", "C:\\\\temp\\\\Bericht ü.html", content)))
                .isEqualTo(at(ticket) + "#files");

        var page = client.get(at(ticket)).body();
        assertThat(page).contains("Bericht ü.html", "25", "File added: Bericht ü.html");
        var file = Pattern.compile("href=\"(/tickets/\\d+/files/\\d+)\"").matcher(page);
        assertThat(file.find()).isTrue();
        var got = client.get(file.group(1));
        assertThat(got.body()).isEqualTo("<script>alert(1)</script>");
        assertThat(got.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(got.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment;")
                .contains("filename*=UTF-8''Bericht%20%C3%BC.html");
        assertThat(got.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        var other = titled("another");
        assertThat(client.get(file.group(1).replace(at(ticket), at(other))).statusCode())
                .isEqualTo(404);
        var tooLarge = client.upload(at(ticket), at(ticket) + "/files", "big.bin", new byte[(7 << 20) + 1]);
        assertThat(tooLarge.statusCode()).isEqualTo(422);
        assertThat(tooLarge.body()).contains("The file is too large");
        var empty = client.upload(at(ticket), at(ticket) + "/files", "none.bin", new byte[0]);
        assertThat(empty.body()).contains("The file is empty");
    }

    @Test
    void aTicketIsMadeByHand() {
        assertThat(client.get("/tickets/new").body())
                .contains("name=\"company\"", "name=\"udf.", "value=\"2026-11-25T")
                .contains("<option value=\"2\" selected=\"selected\">Medium</option>");
        var wrong = client.submit(
                "/tickets/new",
                "/tickets/new",
                Map.of("title", " ", "company", "nobody", "dueDateTime", "", "udf.2", "many", "status", "99"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains(
                        "id=\"f-title-e\"", "id=\"f-company-e\"", "id=\"f-dueDateTime-e\"", "id=\"f-udf.2-e\"", "many")
                .contains("Enter a number, such as 3 or 2.5.");
        var inactive = client.submit(
                "/tickets/new",
                "/tickets/new",
                Map.of("title", "x", "company", "Example GmbH", "dueDateTime", "2026-11-26T10:00", "status", "99"));
        assertThat(inactive.statusCode()).isEqualTo(422);
        assertThat(inactive.body()).contains("id=\"f-status-e\"", "99 is not in the list");

        var made = client.submit(
                "/tickets/new",
                "/tickets/new",
                Map.of(
                        "title", "made by hand",
                        "company", "example gmbh",
                        "description", "one\r\ntwo",
                        "dueDateTime", "2026-11-26T10:00",
                        "status", "8",
                        "udf.2", "3.50"));
        var id = Long.parseLong(PageClient.location(made).substring("/tickets/".length()));
        var ticket = server.house.tickets().find(id).orElseThrow();
        assertThat(ticket.title()).isEqualTo("made by hand");
        assertThat(ticket.text(TicketField.DESCRIPTION)).isEqualTo("one\ntwo");
        assertThat(ticket.time(TicketField.DUE_DATE_TIME)).isEqualTo("2026-11-26T09:00:00Z");
        assertThat(ticket.status()).isEqualTo(8);
        assertThat(ticket.userValue(2)).isEqualTo("3.5");
    }

    @Test
    void savingWithoutAChangeIsNone() {
        var ticket = ticket(TicketEdit.with()
                .set(TicketField.DUE_DATE_TIME, "2026-11-26T10:00:01.234Z")
                .setUser("Rack", "7"));
        var fields = form(at(ticket) + "/edit");
        fields.keySet().retainAll(java.util.Set.of("title", "company", "dueDateTime", "dueWas", "udf.2"));

        assertThat(fields).containsEntry("dueDateTime", "2026-11-26T11:00");
        assertThat(PageClient.location(save(ticket, 1, fields))).isEqualTo(at(ticket));
        assertThat(stored(ticket)).isEqualTo(ticket);
    }

    @Test
    void ofTwoWhoChangeATicketTheSecondIsTold() {
        var ticket = titled("as it was");
        var edit = TicketEdit.with()
                .set(TicketField.TITLE, "as <i>icinga</i> has it")
                .set(TicketField.PRIORITY, 4);
        server.house.tickets().edit(ticket.id(), edit.build(), PROGRAM);

        var overtaken = save(ticket, 1, Map.of("title", "as typed", "priority", "2", "description", "typed too"));

        assertThat(overtaken.statusCode()).isEqualTo(409);
        assertThat(overtaken.body())
                .contains("Somebody else changed the same fields", "value=\"as typed\"", "typed too")
                .contains("API user icinga changed this", "as &lt;i&gt;icinga&lt;/i&gt; has it")
                .contains(
                        "name=\"version\" value=\"3\"", "<option value=\"4\" selected=\"selected\">Critical</option>");
        assertThat(stored(ticket).title()).isEqualTo("as <i>icinga</i> has it");
        save(ticket, 3, Map.of("title", "as typed", "priority", "4"));
        assertThat(stored(ticket).title()).isEqualTo("as typed");
    }

    @Test
    void whatOthersChangedElsewhereStays() {
        var ticket = titled("two of us");
        server.house
                .tickets()
                .edit(
                        ticket.id(),
                        TicketEdit.with().set(TicketField.PRIORITY, 4).build(),
                        PROGRAM);

        var kept = save(ticket, 1, Map.of("title", "three of us", "priority", "2"));

        assertThat(PageClient.location(kept)).isEqualTo(at(ticket));
        assertThat(stored(ticket).title()).isEqualTo("three of us");
        assertThat(stored(ticket).number(TicketField.PRIORITY)).isEqualTo(4);
    }

    @Test
    void whoMayOnlyReadChangesNothing() {
        var ticket = titled("read only");
        var reader = reader();

        assertThat(reader.get("/tickets").body()).doesNotContain("/tickets/new");
        assertThat(reader.get(at(ticket)).body())
                .contains("read only")
                .doesNotContain("/complete", "/notes", "/files", "/edit");
        assertThat(reader.get("/tickets/new").statusCode()).isEqualTo(403);
        assertThat(reader.get(at(ticket) + "/edit").statusCode()).isEqualTo(403);
        for (var action : new String[] {"/complete", "/notes", "/edit"}) {
            assertThat(reader.submit("/tickets", at(ticket) + action, Map.of("text", "x", "version", "1", "title", "x"))
                            .statusCode())
                    .as(action)
                    .isEqualTo(403);
        }
        assertThat(reader.upload("/tickets", at(ticket) + "/files", "x.txt", new byte[] {1})
                        .statusCode())
                .isEqualTo(403);
        assertThat(stored(ticket)).isEqualTo(ticket);
    }

    @Test
    void speaksGerman() {
        var ticket = titled("auf Deutsch");
        client.submit(at(ticket), at(ticket) + "/complete", Map.of());
        var german = server.client();
        german.get("/signin?lang=de");
        german.signIn(PageServer.LOGIN, PageServer.PASSWORD);

        assertThat(german.get(at(ticket)).body())
                .contains(
                        "Was dieses Ticket auslöste",
                        "nein: „Priorität gleich Critical“, ist aber Medium",
                        "Übersprungen");
        assertThat(german.get("/tickets").body()).contains("Heute neu", "Ansicht speichern");
    }
}
