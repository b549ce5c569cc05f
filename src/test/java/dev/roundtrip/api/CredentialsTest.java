package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.ApiUser;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import dev.roundtrip.testing.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in at the REST door, and what is told to who is not. */
class CredentialsTest {
    private static ApiServer server;

    @BeforeAll
    static void open() {
        server = ApiServer.on(TestDatabase.SQLITE);
        server.ticket("{\"title\":\"one\",\"companyID\":0}");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    /** The three, under these names; a hyphen leaves one out. */
    private static ApiServer.Answer signed(String names, String code, String login, String secret) {
        var name = names.split(" ", -1);
        var request = server.request("/ATServicesRest/V1.0/Tickets/1");
        var values = List.of(code, login, secret);
        for (int i = 0; i < 3; i++) {
            if (!values.get(i).equals("-")) {
                request.header(name[i], values.get(i));
            }
        }
        return server.send(request.build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ApiIntegrationCode UserName Secret",
                "APIIntegrationcode Username secret",
                "apiintegrationcode username SECRET",
                "APIINTEGRATIONCODE USERNAME Secret",
            })
    void theThreeAreKnownInEverySpellingAndTheWrongOnesRefused(String names) {
        var right = signed(names, ApiServer.CODE, ApiServer.LOGIN, ApiServer.SECRET);
        assertThat(right.status()).isEqualTo(200);
        assertThat(signed(names, ApiServer.CODE, " API@acme.example ", ApiServer.SECRET)
                        .status())
                .isEqualTo(200);

        for (var wrong : List.of(
                signed(names, "wrong", ApiServer.LOGIN, ApiServer.SECRET),
                signed(names, "acme1", ApiServer.LOGIN, ApiServer.SECRET),
                signed(names, "", ApiServer.LOGIN, ApiServer.SECRET),
                signed(names, "-", ApiServer.LOGIN, ApiServer.SECRET),
                signed(names, ApiServer.CODE, "nobody", ApiServer.SECRET),
                signed(names, ApiServer.CODE, "", ApiServer.SECRET),
                signed(names, ApiServer.CODE, "-", ApiServer.SECRET),
                signed(names, ApiServer.CODE, ApiServer.LOGIN, "wrong"),
                signed(names, ApiServer.CODE, ApiServer.LOGIN, ApiServer.SECRET.toUpperCase(Locale.ROOT)),
                signed(names, ApiServer.CODE, ApiServer.LOGIN, ""),
                signed(names, ApiServer.CODE, ApiServer.LOGIN, "-"),
                signed(names, ApiServer.LOGIN, ApiServer.SECRET, ApiServer.CODE),
                signed(names, "-", "-", "-"))) {
            refused(wrong);
        }
    }

    /** One text whichever was wrong, and nothing that makes a browser ask. */
    private static void refused(ApiServer.Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.raw().body())
                .isEqualTo(
                        "{\"errors\":[\"UserName, Secret and ApiIntegrationCode together are not those of an active API user\"]}");
        assertThat(answer.raw().headers().map()).doesNotContainKeys("www-authenticate", "set-cookie", "location");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,Tickets/1",
        "GET,Tickets/4711",
        "GET,Nonsense",
        "DELETE,Tickets/1",
        "PATCH,Tickets",
        "PUT,Tickets/1",
        "POST,Tickets",
        "POST,Tickets/query",
        "GET,Tickets/query",
        "POST,Tickets/query/count",
        "POST,Tickets/1/Notes",
        "GET,Tickets/1/Notes",
        "GET,TicketNotes/1",
        "POST,TicketNotes/query",
        "GET,Tickets/entityInformation",
        "GET,Tickets/entityInformation/fields",
        "GET,Version",
        "GET,ThresholdInformation"
    })
    void nothingIsToldToAStranger(String method, String path) {
        refused(server.send(server.request("/ATServicesRest/V1.0/" + path)
                .method(method, BodyPublishers.ofString("{"))
                .build()));
    }

    @Test
    void otherWaysToSignInOpenOtherDoors() {
        for (var other : List.of(
                ApiServer.basic(ApiServer.LOGIN, ApiServer.SECRET),
                "Bearer " + ApiServer.READ_TOKEN,
                "Bearer " + ApiServer.INTAKE_TOKEN)) {
            refused(server.send(server.request("/ATServicesRest/V1.0/Tickets/1")
                    .header("Authorization", other)
                    .build()));
        }
    }

    @Test
    void whoIsSwitchedOffIsRefusedAtOnceAndMayComeBack() {
        var program = server.program("on and off");
        var user = server.house().apiUsers().named("on and off").orElseThrow();
        assertThat(program.send("GET", "Tickets/1", "").status()).isEqualTo(200);

        server.house().apiUsers().change(new ApiUser(user.id(), user.login(), null, Set.of(), false));
        refused(program.send("GET", "Tickets/1", ""));

        server.house().apiUsers().change(user);
        assertThat(program.send("GET", "Tickets/1", "").status()).isEqualTo(200);
    }

    @Test
    void aNewSecretReplacesTheOldOne() {
        var program = server.program("renewed");
        var user = server.house().apiUsers().named("renewed").orElseThrow();

        server.house().apiUsers().changeSecret(user, "another horse battery");

        refused(program.send("GET", "Tickets/1", ""));
        assertThat(signed("ApiIntegrationCode UserName Secret", "-", "renewed", "another horse battery")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoHasNoIntegrationCodeMaySendAny() {
        var names = "ApiIntegrationCode UserName Secret";
        server.program("without code");

        assertThat(signed(names, "-", "without code", ApiServer.SECRET).status())
                .isEqualTo(200);
        assertThat(signed(names, "any", "without code", ApiServer.SECRET).status())
                .isEqualTo(200);
    }

    @Test
    void anImpersonatedPersonMustBeThereAndIsNamedByTheTicket() {
        var person = server.house()
                .people()
                .add(new Person(0, "tech", "A. Technician", null, Role.TECHNICIAN, null, true), null);
        var gone = server.house().people().add(new Person(0, "gone", "Gone", null, Role.TECHNICIAN, null, false), null);

        var answer = impersonating(Long.toString(person.id()));

        assertThat(answer.status()).isEqualTo(200);
        var item = server.item(answer.json().get("itemId").longValue());
        assertThat(item.get("impersonatorCreatorResourceID").longValue()).isEqualTo(person.id());
        for (var wrong : List.of(Long.toString(gone.id()), "4711", "tech", "-1")) {
            assertThat(impersonating(wrong).status()).isEqualTo(400);
            assertThat(impersonating(wrong).text("/errors/0"))
                    .startsWith("ImpersonationResourceId")
                    .contains(wrong);
        }
    }

    private static ApiServer.Answer impersonating(String id) {
        return server.send(ApiServer.signedIn(server.request("/ATServicesRest/V1.0/Tickets"))
                .header("impersonationresourceid", id)
                .POST(BodyPublishers.ofString("{\"title\":\"disk full\",\"companyID\":0}"))
                .build());
    }
}
