package dev.roundtrip.web;

import static dev.roundtrip.web.PageClient.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.House;
import dev.roundtrip.directory.Company;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.UserField;
import dev.roundtrip.people.ApiUser;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import dev.roundtrip.people.Token;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings on pages: each kind made, changed, refused, and shut for those whom it does not concern. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsPagesTest {
    private static final Pattern SECRET = Pattern.compile("<code[^>]*id=\"shown-once\"[^>]*>([^<]+)</code>");

    private final Path data;
    private final PageServer server;
    private PageClient admin;

    SettingsPagesTest(@TempDir Path data) {
        this.data = data;
        server = PageServer.withTechnician(data.resolve("desk"));
        admin = server.administrator();
    }

    /** Who was told nothing yet. */
    @BeforeEach
    void signIn() {
        admin = server.administrator();
    }

    @AfterAll
    void close() {
        server.close();
    }

    private House house() {
        return server.house;
    }

    /** What each kind is filled in with, and what it says when nothing is. */
    @ParameterizedTest
    @CsvSource({
        "/settings/fields, name, /settings/fields",
        "/settings/picklists/queue, label, /settings/picklists",
        "/settings/companies, name, /settings/companies",
        "/settings/people, login, /settings/people",
        "/settings/api/users, login, /settings/api",
        "/settings/api/tokens, name, /settings/api"
    })
    void eachIsMadeChangedAndToldWhatIsWrong(String kind, String named, String list) {
        var fresh = kind + "/new";
        var empty = admin.send(form(fresh).with(named, ""));
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(empty.body()).contains("id=\"" + named + "-e\"").contains("Fill this in.");

        var name = "Made on " + kind;
        var form = form(fresh).with(named, name).with("do", "save-close");
        form = kind.endsWith("people") ? form.with("name", name) : form;
        var made = admin.send(form);
        assertThat(made.statusCode()).isEqualTo(302);
        assertThat(location(made)).isEqualTo(list);
        assertThat(words(admin.get(list + (list.endsWith("companies") ? "?q=made" : ""))))
                .contains("“" + name + "” is saved.")
                .contains(name);

        // The same form once more, by a double click, makes no second one, nor is it a mistake.
        assertThat(location(admin.send(form))).isEqualTo(list);
        assertThat(admin.send(form(fresh)
                                .with(named, name.toUpperCase(java.util.Locale.ROOT))
                                .with("name", name))
                        .statusCode())
                .as("that name is taken")
                .isEqualTo(422);

        var address = addressOf(list + (list.endsWith("companies") ? "?q=made" : ""), kind, name);
        var first = form(address);
        var second = form(address);
        assertThat(location(admin.send(first.with(named, name + ", changed")))).isEqualTo(list);
        var late = admin.send(second.with(named, name + ", changed otherwise"));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(words(late))
                .contains("somebody else changed it meanwhile")
                .contains("now: " + name + ", changed")
                .contains("You changed it too");
        assertThat(TypedForm.of(late.body(), address).value(named)).isEqualTo(name + ", changed otherwise");
        assertThat(location(admin.send(TypedForm.of(late.body(), address)))).isEqualTo(list);
        assertThat(form(address).value(named)).isEqualTo(name + ", changed otherwise");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/settings/fields", "/settings/picklists", "/settings/companies", "/settings/desk"})
    void everybodyMayReadTheseAndAdministratorsChangeThem(String page) {
        house().userFields().add(new UserField(0, "Readable", UserField.Type.TEXT, List.of(), null, null, true));
        for (var role : List.of(Role.TECHNICIAN, Role.READ_ONLY)) {
            var client = signedIn(role);

            assertThat(client.get(page).statusCode()).isEqualTo(200);
            assertThat(client.get(page).body()).doesNotContain("/new\"").doesNotContain("/deactivate");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/settings/people",
                "/settings/people/1",
                "/settings/api",
                "/settings/api/users/1",
                "/settings/api/users/1/rotate",
                "/settings/api/users/1/end-overlap",
                "/settings/api/tokens/1",
                "/settings/api/tokens/1/rotate",
                "/settings/api/tokens/1/delete",
                "/settings/setup-file",
                "/settings/setup-file/desk.yaml",
                "/settings/setup-file/desk.yaml?references=true",
                "/settings/fields/new",
                "/settings/picklists/queue/new",
                "/settings/companies/new",
                "/settings/people/new",
                "/settings/api/users/new",
                "/settings/api/tokens/new"
            })
    void theseAreAdministratorsAlone(String page) {
        for (var role : List.of(Role.TECHNICIAN, Role.READ_ONLY)) {
            assertThat(signedIn(role).get(page).statusCode()).as(role.word()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/settings/fields/new",
                "/settings/fields/1",
                "/settings/fields/1/activate",
                "/settings/fields/1/deactivate",
                "/settings/picklists/queue/new",
                "/settings/picklists/queue/8",
                "/settings/picklists/queue/8/deactivate",
                "/settings/companies/new",
                "/settings/companies/0",
                "/settings/companies/0/deactivate",
                "/settings/people/new",
                "/settings/people/1",
                "/settings/people/1/activate",
                "/settings/people/1/deactivate",
                "/settings/api/users/new",
                "/settings/api/users/1",
                "/settings/api/users/1/deactivate",
                "/settings/api/users/1/rotate",
                "/settings/api/users/1/end-overlap",
                "/settings/api/tokens/new",
                "/settings/api/tokens/1",
                "/settings/api/tokens/1/rotate",
                "/settings/api/tokens/1/delete",
                "/settings/desk"
            })
    void nobodyElseChangesAnything(String action) {
        for (var role : List.of(Role.TECHNICIAN, Role.READ_ONLY)) {
            var client = signedIn(role);
            var revision = house().store().revision().current();

            assertThat(client.send(action(client, action)).statusCode())
                    .as(role.word())
                    .isEqualTo(403);

            assertThat(house().store().revision().current()).isEqualTo(revision);
        }
    }

    @Test
    void aFieldTellsWhoUsesItAndWhoNamesItBeforeItIsRenamed() {
        house().setup().apply("setup.yaml", """
                fields: [ { name: Alert ID, type: text, description: of the monitoring system }, { name: Alert, type: text } ]
                callouts:
                  - { name: Names it, url: "https://icinga.acme.example/{{udf.alert id}}" }
                  - { name: Needs it, url: "https://icinga.acme.example/", field: Alert ID }
                rules:
                  - name: Asks for it
                    when: [ edited ]
                    if: [ { attribute: udf.Alert ID, operator: is-not-empty } ]
                    then: [ { note: { title: Told, text: "{{#udf.Alert ID}}yes{{/udf.Alert ID}}", publish: internal } } ]
                """, Map.of(), false);
        var field = house().userFields().named("Alert ID").orElseThrow();
        var address = "/settings/fields/" + field.id();

        assertThat(words(admin.get("/settings/fields")))
                .contains("Alert ID of the monitoring system")
                .containsPattern("2 callouts, 1 rule : Alert ID (Names it Needs it|Needs it Names it) Asks for it");

        assertThat(words(admin.get(address))).containsPattern("Used by: .*Names it.*Asks for it");
        var refused = admin.send(form(address).with("name", "Problem ID"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(words(refused))
                .contains("Templates name this field “Alert ID”")
                .contains("Names it, Asks for it");
        assertThat(house().userFields().withId(field.id()).orElseThrow().name()).isEqualTo("Alert ID");

        // Another name is another question; the same once more is meant.
        var again = TypedForm.of(refused.body(), address);
        assertThat(again.value("name")).isEqualTo("Problem ID");
        assertThat(admin.send(again.with("name", "Incident")).statusCode()).isEqualTo(422);
        assertThat(location(admin.send(again))).isEqualTo("/settings/fields");
        assertThat(house().userFields().withId(field.id()).orElseThrow().name()).isEqualTo("Problem ID");
        assertThat(house().rules().all())
                .anySatisfy(rule -> assertThat(rule.name()).isEqualTo("Asks for it"));

        // One that only another's name begins with is nobody's.
        var other = house().userFields().named("Alert").orElseThrow();
        assertThat(location(admin.send(form("/settings/fields/" + other.id()).with("name", "Alarm"))))
                .isEqualTo("/settings/fields");
    }

    @Test
    void aListHasItsValuesAndItsMistakesAtThem() {
        var form = form("/settings/fields/new").with("name", "Severity").with("type", "list");

        assertThat(admin.send(form).body()).contains("id=\"values-e\"").contains("A list needs at least one value.");
        var twice = admin.send(form.with("values", "warning\nWarning"));
        assertThat(twice.statusCode()).isEqualTo(422);
        assertThat(twice.body()).contains("id=\"values-e\"");
        assertThat(admin.send(form.with("values", "warning\ncritical").with("default", "fatal"))
                        .body())
                .contains("id=\"default-e\"");

        assertThat(location(admin.send(
                        form.with("values", "warning\r\ncritical\r\n").with("default", "warning"))))
                .isEqualTo("/settings/fields");
        var kept = house().userFields().named("Severity").orElseThrow();
        assertThat(kept.choices()).containsExactly("warning", "critical");
        assertThat(kept.defaultValue()).isEqualTo("warning");
        assertThat(admin.get("/settings/fields/" + kept.id()).body())
                .as("its type stays")
                .doesNotContain("value=\"number\"");
    }

    @Test
    void aFieldIsSwitchedOffAndOnWithAllItSays() {
        house().userFields()
                .add(new UserField(
                        0, "Switched $x", UserField.Type.LIST, List.of("a", "${b}"), "a", "for tests", true));
        var field = house().userFields().named("Switched $x").orElseThrow();
        var address = "/settings/fields/" + field.id();

        assertThat(location(admin.send(action(admin, address + "/deactivate")))).isEqualTo("/settings/fields");
        assertThat(words(admin.get("/settings/fields"))).contains("“Switched $x” is inactive.");
        assertThat(house().userFields().withId(field.id()).orElseThrow())
                .isEqualTo(new UserField(
                        field.id(), field.name(), field.type(), field.choices(), "a", "for tests", false));

        admin.send(action(admin, address + "/activate"));
        assertThat(house().userFields().withId(field.id())).contains(field);
        assertThat(admin.send(action(admin, "/settings/fields/99999/activate")).statusCode())
                .isEqualTo(404);
        assertThat(admin.get("/settings/fields/99999").statusCode()).isEqualTo(404);
        assertThat(admin.get("/settings/picklists/nothing/1").statusCode()).isEqualTo(404);
    }

    @Test
    void picklistsSayWhatTheirValuesMean() {
        var page = words(admin.get("/settings/picklists"));
        assertThat(page)
                .contains("Complete Number: 5 Meaning: the ticket is complete, cannot be switched off")
                .contains("New Number: 1 Meaning: new tickets have it, cannot be switched off");

        var fresh = form("/settings/picklists/status/new");
        assertThat(fresh.value("id")).as("the next that is free").isEqualTo("16");
        assertThat(admin.send(fresh.with("label", "Waiting for parts").with("id", "5"))
                        .body())
                .contains("id=\"id-e\"")
                .contains("5 is “Complete” already");
        assertThat(admin.send(fresh.with("label", "complete")).body()).contains("id=\"label-e\"");
        assertThat(words(follow(admin.send(fresh.with("label", "Waiting for parts")))))
                .contains("“Waiting for parts” is saved.");
        assertThat(house().picklists().value(PicklistName.STATUS, 16))
                .map(PicklistValue::label)
                .contains("Waiting for parts");

        follow(admin.send(action(admin, "/settings/picklists/status/16/deactivate")));
        assertThat(house().picklists()
                        .value(PicklistName.STATUS, 16)
                        .orElseThrow()
                        .active())
                .isFalse();

        // The desk's behaviour hangs on this one; its label is free.
        admin.send(action(admin, "/settings/picklists/status/5/deactivate"));
        assertThat(words(admin.get("/settings/picklists"))).contains("The desk itself needs this value");
        assertThat(house().picklists()
                        .value(PicklistName.STATUS, 5)
                        .orElseThrow()
                        .active())
                .isTrue();
        assertThat(location(admin.send(form("/settings/picklists/status/5").with("label", "Done"))))
                .isEqualTo("/settings/picklists");
        assertThat(house().picklists().value(PicklistName.STATUS, 5))
                .map(PicklistValue::label)
                .contains("Done");
        admin.send(form("/settings/picklists/status/5").with("label", "Complete"));
    }

    @Test
    void companiesAreFoundAndTurnedOverPageByPage() {
        house().store().write(() -> {
            IntStream.range(0, 120)
                    .forEach(i -> house().directory().add(new Company(0, "Paged %03d %%".formatted(i), "Gold", true)));
            return null;
        });

        var first = admin.get("/settings/companies?q=paged");
        assertThat(first.body()).contains("Paged 000 %").contains("Paged 049 %").doesNotContain("Paged 050 %");
        var next = link(first.body(), "rel=\"next\" href=\"([^\"]+)\"");
        var second = admin.get(next);
        assertThat(second.body())
                .contains("Paged 050 %")
                .contains("Paged 099 %")
                .doesNotContain("Paged 049 %");
        var third = admin.get(link(second.body(), "rel=\"next\" href=\"([^\"]+)\""));
        assertThat(third.body()).contains("Paged 119 %").doesNotContain("rel=\"next\"");
        assertThat(admin.get("/settings/companies?q=049+%25").body())
                .contains("Paged 049 %")
                .doesNotContain("Paged 050 %");
        assertThat(words(admin.get("/settings/companies?q=nowhere"))).contains("No company matches.");
        assertThat(words(admin.get("/settings/companies?q=_"))).contains("No company matches.");
    }

    @Test
    void aCompanyHasAClassificationAndSomebodyWhoLooksAfterIt() {
        admin.send(form("/settings/companies/new")
                .with("name", "Acme GmbH")
                .with("classification", "Platinum")
                .with("manager", PageServer.LOGIN));

        var acme = house().directory().companyNamed("acme gmbh").orElseThrow();
        assertThat(acme.classification()).isEqualTo("Platinum");
        assertThat(acme.manager())
                .isEqualTo(
                        house().people().named(PageServer.LOGIN).orElseThrow().id());
        assertThat(words(admin.get("/settings/companies?q=acme")))
                .contains("Platinum")
                .contains("A. Technician");

        admin.send(action(admin, "/settings/companies/" + acme.id() + "/deactivate"));
        assertThat(house().directory().company(acme.id()).orElseThrow())
                .isEqualTo(new Company(acme.id(), "Acme GmbH", "Platinum", false, acme.manager()));
        admin.send(form("/settings/companies/0").with("name", "Our own desk"));
        assertThat(house().directory().company(Company.OWN).orElseThrow().name())
                .isEqualTo("Our own desk");
    }

    @Test
    void aPersonGetsAPasswordThatNobodyReads() {
        var form = form("/settings/people/new")
                .with("login", "dora.d")
                .with("name", "Dora D.")
                .with("email", "dora@acme.example")
                .with("role", "read-only")
                .with("language", "de");

        for (var weak : List.of("short", "password1", "dora.d99", "Dora D. 1234")) {
            var refused = admin.send(form.with("password", weak));
            assertThat(refused.statusCode()).as(weak).isEqualTo(422);
            assertThat(refused.body()).as(weak).contains("id=\"password-e\"").doesNotContain("value=\"" + weak);
            assertThat(words(refused)).contains("type them once more");
        }
        assertThat(admin.send(form.with("email", "nowhere")).body()).contains("id=\"email-e\"");

        assertThat(location(admin.send(form.with("password", "Lantern-42-cellar"))))
                .isEqualTo("/settings/people");
        var dora = house().people().signIn("dora.d", "Lantern-42-cellar").orElseThrow();
        assertThat(dora)
                .isEqualTo(new Person(dora.id(), "dora.d", "Dora D.", "dora@acme.example", Role.READ_ONLY, "de", true));

        var address = "/settings/people/" + dora.id();
        assertThat(admin.get(address).body()).doesNotContain("Lantern").contains("placeholder=\"stored\"");
        admin.send(form(address).with("role", "technician"));
        assertThat(house().people().signIn("dora.d", "Lantern-42-cellar"))
                .as("left empty it stays")
                .map(Person::role)
                .contains(Role.TECHNICIAN);
        admin.send(form(address).with("password", "Lantern-43-attic"));
        assertThat(house().people().signIn("dora.d", "Lantern-42-cellar")).isEmpty();

        var doras = server.client();
        doras.signIn("dora.d", "Lantern-43-attic");
        assertThat(doras.get("/tickets").statusCode()).isEqualTo(200);
        admin.send(action(admin, address + "/deactivate"));
        assertThat(location(doras.get("/tickets"))).contains("/signin");
        assertThat(house().people().signIn("dora.d", "Lantern-43-attic")).isEmpty();
    }

    @Test
    void theLastAdministratorStaysOneAndNobodyLocksThemselvesOut() {
        try (var alone = PageServer.withTechnician(data.resolve("alone"))) {
            var admin = alone.administrator();
            var people = alone.house.people();
            var mine = people.named(PageServer.ADMINISTRATOR).orElseThrow();
            var address = "/settings/people/" + mine.id();

            assertThat(admin.get("/settings/people").body()).doesNotContain(address + "/deactivate");
            admin.send(action(admin, address + "/deactivate"));
            assertThat(words(admin.get("/settings/people"))).contains("You are signed in as this person.");
            assertThat(words(admin.send(
                            TypedForm.of(admin.get(address).body(), address).with("password", "staple battery horse"))))
                    .contains("Your own password is changed in your settings");
            var refused = admin.send(TypedForm.of(admin.get(address).body(), address)
                    .with("role", "technician")
                    .without("active"));
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("id=\"role-e\"").contains("id=\"active-e\"");
            assertThat(people.withId(mine.id())).contains(mine);

            // Signed in on another page, of somebody who is an administrator no longer but for this moment.
            var other = people.add(
                    new Person(0, "second", "S. Second", null, Role.ADMINISTRATOR, null, true), PageServer.PASSWORD);
            var second = alone.client();
            second.signIn("second", PageServer.PASSWORD);
            admin.send(action(admin, "/settings/people/" + other.id() + "/deactivate"));
            assertThat(people.withId(other.id()).orElseThrow().active()).isFalse();
            assertThat(second.send(action(admin, address + "/deactivate")).statusCode())
                    .isNotEqualTo(200);
            assertThat(people.administrators()).containsExactly(mine.id());
        }
    }

    @Test
    void aNewSecretIsShownOnceAndNowhereAgain() {
        var form = form("/settings/api/users/new")
                .with("login", "icinga@acme.example")
                .with("integration-code", "ACME1");
        assertThat(admin.send(form.with("companies", "Nobody GmbH")).body())
                .contains("id=\"companies-e\"")
                .contains("There is no company “Nobody GmbH”");

        var made = admin.send(form);
        var repeated = admin.send(form);

        assertThat(location(made)).isEqualTo("/settings/api");
        assertThat(location(repeated)).as("sent twice").isEqualTo("/settings/api");
        var page = admin.get("/settings/api");
        var secret = link(page.body(), SECRET.pattern());
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(house().apiUsers().signIn("icinga@acme.example", secret, "ACME1"))
                .isPresent();
        var user = house().apiUsers().named("icinga@acme.example").orElseThrow();
        for (var again : List.of(
                "/settings/api",
                "/settings/api/users/" + user.id(),
                "/settings/setup-file/desk.yaml?references=true")) {
            assertThat(admin.get(again).body()).as(again).doesNotContain(secret);
        }
    }

    @Test
    void aSecretIsRotatedWithAnOverlapThatCanBeEnded() {
        var user = house().apiUsers().add(new ApiUser(0, "rotating", null, Set.of(), true), "correct-horse-battery");
        var address = "/settings/api/users/" + user.id();

        var form = form(address + "/rotate");
        assertThat(form.value("overlap")).isEqualTo("day");
        admin.send(form);
        admin.send(form); // a double click, which must not draw another one
        var page = admin.get("/settings/api");
        var secret = link(page.body(), SECRET.pattern());
        assertThat(words(page)).contains("the old secret opens too and ends on 25 Nov, 14:03:21");
        assertThat(house().apiUsers().signIn("rotating", secret)).isPresent();
        assertThat(house().apiUsers().signIn("rotating", "correct-horse-battery"))
                .isPresent();

        admin.send(form(address + "/end-overlap"));
        assertThat(house().apiUsers().signIn("rotating", "correct-horse-battery"))
                .isEmpty();
        assertThat(house().apiUsers().signIn("rotating", secret)).isPresent();
        admin.send(form(address + "/rotate").with("overlap", "none"));
        assertThat(house().apiUsers().signIn("rotating", secret)).isEmpty();
        assertThat(house().apiUsers().overlaps()).doesNotContainKey(user.id());
        assertThat(admin.send(form(address + "/rotate").with("overlap", "for ever"))
                        .statusCode())
                .isEqualTo(400);
        admin.send(action(admin, address + "/deactivate"));
        assertThat(house().apiUsers().withId(user.id()).orElseThrow().active()).isFalse();
    }

    @Test
    void aTokenIsMadeRenewedAndDeleted() {
        var form = form("/settings/api/tokens/new").with("name", "ci");
        assertThat(admin.send(form.without("scopes")).body()).contains("id=\"scopes-e\"");
        assertThat(admin.send(form.with("expires", "soon")).body()).contains("id=\"expires-e\"");
        assertThat(admin.send(form.with("expires", "2020-01-01")).body()).contains("“2020-01-01” is over already.");

        admin.send(form.with("expires", "2027-01-01").with("scopes", "read", "intake"));
        var first = link(admin.get("/settings/api").body(), SECRET.pattern());
        var token = house().tokens().of(first).orElseThrow();
        assertThat(token.scopes()).containsExactlyInAnyOrder(Token.Scope.READ, Token.Scope.INTAKE);
        var address = "/settings/api/tokens/" + token.id();
        assertThat(form(address).value("expires")).isEqualTo("2027-01-01");
        follow(admin.send(form(address).with("expires", "2027-01-01T11:30:00.250Z")));
        assertThat(house().tokens().of(first).orElseThrow().expiresAt()).isEqualTo("2027-01-01T11:30:00.250Z");
        assertThat(form(address).value("expires")).isEqualTo("2027-01-01T12:30:00.250+01:00");
        follow(admin.send(form(address)));
        assertThat(house().tokens().of(first).orElseThrow().expiresAt()).isEqualTo("2027-01-01T11:30:00.250Z");
        follow(admin.send(form(address).with("expires", "")));
        assertThat(house().tokens().of(first).orElseThrow().expiresAt()).isNull();

        admin.send(form(address + "/rotate"));
        var second = link(admin.get("/settings/api").body(), SECRET.pattern());
        assertThat(house().tokens().of(first)).isEmpty();
        assertThat(house().tokens().of(second)).isPresent();

        assertThat(words(admin.get(address + "/delete")))
                .contains("Delete “ci”?")
                .contains("cannot be undone");
        assertThat(house().tokens().of(second)).as("asked first").isPresent();
        admin.send(form(address + "/delete"));
        assertThat(house().tokens().of(second)).isEmpty();
        assertThat(admin.get(address + "/rotate").statusCode()).isEqualTo(404);
    }

    @Test
    void theDeskSaysWhenItIsOpen() {
        try (var desk = PageServer.withTechnician(data.resolve("open"))) {
            var admin = desk.administrator();
            desk.house.setup().apply("setup.yaml", """
                    desk: { business-hours: { mon-fri: "08:00-18:00", sat: "09:00-12:00" }, holidays: [ 2026-12-25 ] }
                    service-levels: [ { name: Gold, targets: { Critical: { first-response: 1h } } } ]
                    """, Map.of(), false);
            var page = admin.get("/settings/desk");
            var form = TypedForm.of(page.body(), "/settings/desk");
            assertThat(words(page)).contains("Gold").contains("Critical: first response 1h");
            assertThat(form.value("business-hours.tue")).isEqualTo("08:00-18:00");
            assertThat(form.value("business-hours.sat")).isEqualTo("09:00-12:00");
            assertThat(form.value("business-hours.sun")).isEmpty();

            var before = desk.house.desk().settings();
            assertThat(location(admin.send(form))).isEqualTo("/settings/desk");
            assertThat(desk.house.desk().settings()).isEqualTo(before);

            var refused = admin.send(form.with("business-hours.tue", "8 to 6").with("holidays", "Christmas"));
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("id=\"business-hours.tue-e\"").contains("“8 to 6” is no span of hours");
            assertThat(admin.send(form.with("holidays", "Christmas")).body()).contains("id=\"holidays-e\"");

            var late = admin.send(form.with("time-zone", "Europe/Paris")
                    .with("business-hours.sat", "")
                    .with("holidays", ""));
            assertThat(late.statusCode()).isEqualTo(302);
            var now = desk.house.desk().settings();
            assertThat(now.zone()).isEqualTo(ZoneId.of("Europe/Paris"));
            assertThat(now.businessHours().text()).isEqualTo("mon-fri 08:00-18:00");
            assertThat(now.holidays()).isEmpty();
            assertThat(admin.send(form.with("time-zone", "Europe/Rome")).statusCode())
                    .isEqualTo(409);
        }
    }

    @Test
    void theSetupFileMakesAnotherDeskTheSame() {
        try (var server = PageServer.withTechnician(data.resolve("whole"));
                var other = PageServer.empty(data.resolve("other"))) {
            var admin = server.administrator();
            server.house.setup().apply("setup.yaml", """
                people: [ { login: "in file", name: In File, role: technician, password: "Lantern-42-cellar" } ]
                api-users: [ { login: "in the file", secret: "correct-horse-battery" } ]
                tokens: [ { name: in the file, token: "01234567890123456789", scopes: [ read ] } ]
                callouts: [ { name: In the file, url: "https://acme.example/{{secret.key}}", secrets: { key: "very secret" } } ]
                rules: [ { name: In the file, when: [ created ], then: [ { callout: In the file } ] } ]
                """, Map.of(), false);
            assertThat(words(admin.get("/settings/setup-file"))).contains("./run apply desk.yaml");

            var plain = admin.get("/settings/setup-file/desk.yaml");
            assertThat(plain.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"desk-2026-11-24.yaml\"");
            assertThat(plain.headers().firstValue("Content-Type").orElse("")).startsWith("application/yaml");
            assertThat(plain.body())
                    .contains("In the file")
                    .doesNotContain("very secret")
                    .doesNotContain("Lantern")
                    .doesNotContain("correct-horse");
            assertThat(server.house
                            .setup()
                            .apply("desk.yaml", plain.body(), Map.of(), false)
                            .differences())
                    .as("applied where it comes from")
                    .isEmpty();

            var named =
                    admin.get("/settings/setup-file/desk.yaml?references=true").body();
            var values = new LinkedHashMap<String, String>();
            Pattern.compile("(?<!\\$)\\$\\{env:(\\w+)}")
                    .matcher(named)
                    .results()
                    .forEach(found -> values.put("env:" + found.group(1), "another secret of " + found.group(1)));
            assertThat(values).hasSizeGreaterThan(3);
            other.house.setup().apply("desk.yaml", named, values, false);
            var theirs = other.client();
            var password = values.entrySet().stream()
                    .filter(one -> one.getKey().contains("ADMIN_ACME_EXAMPLE"))
                    .findFirst()
                    .orElseThrow()
                    .getValue();
            theirs.signIn(PageServer.ADMINISTRATOR, password);

            assertThat(theirs.get("/settings/setup-file/desk.yaml?references=true")
                            .body())
                    .isEqualTo(named);
        }
    }

    @Test
    void twoWhoSendTheSameFormAtOnceMakeOne() {
        var form = form("/settings/companies/new").with("name", "At once");

        var answers = IntStream.range(0, 4)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> admin.send(form)))
                .toList();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(location(answer.join())).isEqualTo("/settings/companies"));
        assertThat(house().directory().companies("at once", "", 10)).hasSize(1);
    }

    @Test
    void everyFormIsWrittenInGermanToo() {
        var german = server.administrator();
        german.get("/settings/desk?lang=de");
        for (var page : List.of(
                "/settings/desk",
                "/settings/fields",
                "/settings/fields/new",
                "/settings/picklists",
                "/settings/picklists/status/new",
                "/settings/companies",
                "/settings/companies/new",
                "/settings/people",
                "/settings/people/new",
                "/settings/api",
                "/settings/api/users/new",
                "/settings/api/tokens/new",
                "/settings/setup-file")) {
            var answer = german.get(page);
            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            assertThat(answer.body()).as(page).contains("lang=\"de\"").contains("Einstellungen");
        }
    }

    private PageClient signedIn(Role role) {
        var login = role.word() + "@acme.example";
        if (house().people().named(login).isEmpty()) {
            house().people().add(new Person(0, login, "R. " + role, null, role, null, true), PageServer.PASSWORD);
        }
        var client = server.client();
        client.signIn(login, PageServer.PASSWORD);
        return client;
    }

    /** A form that holds nothing but its token. */
    private static TypedForm action(PageClient client, String action) {
        var token = TypedForm.of(client.get("/inbox").body(), "/signout").value("_csrf");
        return new TypedForm(action, Map.of("_csrf", List.of(token)));
    }

    /** As a browser does: what is told on the page that comes next is told then. */
    private HttpResponse<String> follow(HttpResponse<String> answer) {
        return admin.get(location(answer));
    }

    private TypedForm form(String page) {
        return TypedForm.of(admin.get(page).body(), page);
    }

    private String addressOf(String list, String kind, String name) {
        return link(
                admin.get(list).body(),
                "href=\"(" + Pattern.quote(kind) + "/\\d+)\"[^>]*>" + Pattern.quote(name) + "</a>");
    }

    private static String link(String page, String pattern) {
        var found = Pattern.compile(pattern).matcher(page);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1).replace("&amp;", "&");
    }

    /** What somebody reads, in one line. */
    private static String words(HttpResponse<String> page) {
        return page.body()
                .replaceAll("(?s)<(script|style|template|datalist)\\b.*?</\\1>", " ")
                .replaceAll("<[^>]+>", " ")
                .replaceAll("\\s+", " ");
    }
}
