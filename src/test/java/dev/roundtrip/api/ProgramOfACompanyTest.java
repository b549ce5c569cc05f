package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.ApiUser;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An API user that is tied to companies sees and writes their tickets, and for it there are no others. */
@OnBothDatabases
@SuppressWarnings("NullAway.Init") // the server is there before the first test
class ProgramOfACompanyTest {
    private static final String ALL = "{\"filter\":[{\"op\":\"exist\",\"field\":\"id\"}]}";

    private static ApiServer server;
    private static ApiServer.Program program;
    private static long acme;
    private static long beta;
    private static long gamma;
    private static long own;
    private static long foreign;
    private static long foreignNote;

    ProgramOfACompanyTest(TestDatabase database) {}

    @BeforeParameterizedClassInvocation
    static void open(TestDatabase database) {
        server = ApiServer.on(database);
        server.apply("companies: [ { name: Acme }, { name: Beta }, { name: Gamma } ]");
        acme = company("Acme");
        beta = company("Beta");
        gamma = company("Gamma");
        program = server.program("of acme and gamma", acme, gamma);
        own = ticket("of acme", acme);
        foreign = ticket("of beta", beta);
        ticket("of the desk", 0);
        ticket("of gamma", gamma);
        note(own, "on acme's");
        foreignNote = note(foreign, "on beta's");
    }

    @AfterParameterizedClassInvocation
    static void close() {
        server.close();
    }

    private static long company(String name) {
        return server.house().directory().companyNamed(name).orElseThrow().id();
    }

    private static long ticket(String title, long company) {
        return server.ticket("{\"title\":\"%s\",\"companyID\":%d}".formatted(title, company));
    }

    private static long note(long ticket, String title) {
        return server.post("Tickets/" + ticket + "/Notes", "{\"title\":\"%s\"}".formatted(title))
                .json()
                .get("itemId")
                .longValue();
    }

    @Test
    void queriesAndCountsFindOnlyItsOwn() {
        var search = "?search=" + URLEncoder.encode(ALL, StandardCharsets.UTF_8);

        for (var tickets : List.of(send("POST", "Tickets/query", ALL), send("GET", "Tickets/query" + search, ""))) {
            assertThat(titles(tickets)).startsWith("of acme", "of gamma").doesNotContain("of beta", "of the desk");
        }
        for (var notes :
                List.of(send("POST", "TicketNotes/query", ALL), send("GET", "TicketNotes/query" + search, ""))) {
            assertThat(titles(notes)).contains("on acme's").doesNotContain("on beta's");
        }
        var count = titles(send("POST", "Tickets/query", ALL)).size();
        assertThat(send("POST", "Tickets/query/count", ALL)
                        .json()
                        .get("queryCount")
                        .intValue())
                .isEqualTo(count);
        assertThat(send("GET", "Tickets/query/count" + search, "")
                        .json()
                        .get("queryCount")
                        .intValue())
                .isEqualTo(count);
        var notes = titles(send("POST", "TicketNotes/query", ALL)).size();
        assertThat(send("POST", "TicketNotes/query/count", ALL)
                        .json()
                        .get("queryCount")
                        .intValue())
                .isEqualTo(notes);
        assertThat(send("GET", "TicketNotes/query/count" + search, "")
                        .json()
                        .get("queryCount")
                        .intValue())
                .isEqualTo(notes);
    }

    @Test
    void noOrOpensTheView() {
        var query = """
                {"filter":[{"op":"or","items":[{"op":"eq","field":"id","value":%d},{"op":"eq","field":"companyID","value":%d},
                                               {"op":"notExist","field":"companyID"}]}]}""".formatted(foreign, beta);

        assertThat(titles(send("POST", "Tickets/query", query))).isEmpty();
    }

    @Test
    void anotherOnesPagesAreItsOwnPages() {
        var page = server.post("Tickets/query", ALL.replace("{\"filter", "{\"maxRecords\":1,\"filter"));

        var next = program.send("POST", page.text("/pageDetails/nextPageUrl"), "");

        assertThat(titles(page)).containsExactly("of acme");
        assertThat(titles(next)).containsExactly("of gamma");
    }

    @Test
    void aForeignTicketIsAsUnknownAsOneThatIsNotThere() {
        var before = server.item(foreign);
        var notes = server.get("Tickets/" + foreign + "/Notes").json();

        for (var path : List.of("Tickets/%d", "Tickets/%d/Notes", "Tickets/%d/notes?paging=eJyrVkpMK0ktUrIyAgAWVAMv")) {
            isUnknown("GET", path, foreign, "");
        }
        for (var method : List.of("PATCH", "PUT")) {
            var whole = before.toString();
            isUnknown(method, "Tickets/%d", foreign, "{\"title\":\"mine\"}");
            isUnknown(method, "Tickets", foreign, "{\"id\":%d,\"title\":\"mine\"}");
            isUnknown(method, "Tickets", foreign, "{\"id\":\"%d\",\"companyID\":" + acme + "}");
            assertThat(send(method, "Tickets", whole).status()).isBetween(400, 404);
        }
        isUnknown("POST", "Tickets/%d/Notes", foreign, "{\"title\":\"mine\"}");

        assertThat(send("GET", "TicketNotes/" + foreignNote, "").text("/errors/0"))
                .isEqualTo("there is no note " + foreignNote);
        assertThat(send("GET", "TicketNotes/" + foreignNote, "").status()).isEqualTo(404);
        assertThat(server.item(foreign)).isEqualTo(before);
        assertThat(server.get("Tickets/" + foreign + "/Notes").json()).isEqualTo(notes);
    }

    private static void isUnknown(String method, String path, long id, String body) {
        var foreign = send(method, path.formatted(id), body.contains("%d") ? body.formatted(id) : body);
        var none = send(method, path.formatted(4711), body.contains("%d") ? body.formatted(4711) : body);

        assertThat(foreign.status()).as(method + " " + path).isEqualTo(404);
        assertThat(foreign.raw().body()).isEqualTo(none.raw().body().replace("4711", Long.toString(id)));
    }

    @Test
    void itsOwnTicketsAreReadWrittenAndNoted() {
        assertThat(send("GET", "Tickets/" + own, "").text("/item/title")).isEqualTo("of acme");
        var made = send("POST", "Tickets", "{\"title\":\"made\",\"companyID\":%d}".formatted(gamma));
        assertThat(made.status()).isEqualTo(200);
        var id = made.json().get("itemId").longValue();

        assertThat(send("PATCH", "Tickets/" + id, "{\"title\":\"patched\"}").status())
                .isEqualTo(200);
        assertThat(send("PUT", "Tickets", server.item(id).toString().replace("patched", "put"))
                        .status())
                .isEqualTo(200);
        var note = send("POST", "Tickets/" + id + "/Notes", "{\"title\":\"noted\"}");

        assertThat(server.item(id).get("title").stringValue()).isEqualTo("put");
        assertThat(titles(send("GET", "Tickets/" + id + "/Notes", ""))).containsExactly("noted");
        assertThat(send("GET", "TicketNotes/" + note.json().get("itemId"), "").text("/item/title"))
                .isEqualTo("noted");
    }

    @Test
    void aTicketMovesAmongItsOwnCompaniesOnly() {
        var id = ticket("moving", acme);

        assertThat(send("PATCH", "Tickets/" + id, "{\"companyID\":\"%d\"}".formatted(gamma))
                        .status())
                .isEqualTo(200);
        assertThat(server.item(id).get("companyID").longValue()).isEqualTo(gamma);
        var moved = server.item(id).toString();

        for (var company :
                List.of("0", "\"0\"", Long.toString(beta), " \"+" + beta + "\"", beta + ".0", beta + "e0", "4711")) {
            var body = "{\"id\":%d,\"companyID\":%s}".formatted(id, company);
            assertThat(send("PATCH", "Tickets", body).status()).as(company).isEqualTo(400);
            assertThat(send("PATCH", "Tickets/" + id, body).text("/errors/0"))
                    .as(company)
                    .startsWith("companyID: ");
            var whole = moved.replace("\"companyID\":" + gamma, "\"companyID\":" + company);
            assertThat(send("PUT", "Tickets", whole).text("/errors/0"))
                    .as(company)
                    .startsWith("companyID: ");
        }
        assertThat(server.item(id).toString()).isEqualTo(moved);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"title\":\"x\",\"companyID\":0}",
                "{\"title\":\"x\",\"CompanyId\":\"0\"}",
                "{\"title\":\"x\",\"companyID\":4711}",
                "{\"title\":\"x\",\"companyID\":\" 2\"}",
                "{\"title\":\"x\",\"companyID\":true}",
                "{\"title\":\"x\",\"companyID\":null}",
                "{\"title\":\"x\",\"companyID\":\"\"}",
                "{\"title\":\"x\"}",
            })
    void aTicketIsMadeForItsOwnCompaniesOnly(String body) {
        var before = server.count("{\"op\":\"exist\",\"field\":\"id\"}");

        var answer = send("POST", "Tickets", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errors").toString()).contains("companyID: ");
        assertThat(server.count("{\"op\":\"exist\",\"field\":\"id\"}")).isEqualTo(before);
    }

    @Test
    void isToldThatItsViewIsRestricted() {
        var info = send("GET", "Tickets/entityInformation", "");

        for (var what : List.of("Create", "Query", "Update")) {
            assertThat(info.text("/info/userAccessFor" + what)).isEqualTo("Restricted");
        }
        assertThat(server.get("Tickets/entityInformation").text("/info/userAccessForQuery"))
                .isEqualTo("All");
    }

    @Test
    void isUntiedAtOnceWhenTheDeskSaysSo() {
        var untied = server.program("for a while", beta);
        assertThat(untied.send("GET", "Tickets/" + own, "").status()).isEqualTo(404);
        var user = server.house().apiUsers().named("for a while").orElseThrow();

        server.house().apiUsers().change(new ApiUser(user.id(), user.login(), null, Set.of(), true));

        assertThat(untied.send("GET", "Tickets/" + own, "").status()).isEqualTo(200);
    }

    private static ApiServer.Answer send(String method, String path, String body) {
        return program.send(method, path, body);
    }

    private static List<String> titles(ApiServer.Answer page) {
        assertThat(page.status()).as(page.raw().body()).isEqualTo(200);
        return page.json()
                .get("items")
                .valueStream()
                .map(item -> item.get("title").stringValue())
                .toList();
    }
}
