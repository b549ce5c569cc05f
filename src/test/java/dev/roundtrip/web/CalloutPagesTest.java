package dev.roundtrip.web;

import static dev.roundtrip.web.PageClient.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.callout.Authentication;
import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.DataFormat;
import dev.roundtrip.callout.Secrets;
import dev.roundtrip.callout.SuccessTest;
import dev.roundtrip.delivery.AfterCrash;
import dev.roundtrip.field.UserField;
import dev.roundtrip.notify.MailAddress;
import dev.roundtrip.notify.Recipient;
import dev.roundtrip.notify.Telling;
import dev.roundtrip.people.Actor;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CalloutPagesTest {
    private final PageServer server;
    private final PageClient admin;

    CalloutPagesTest(@TempDir Path data) {
        server = PageServer.withTechnician(data);
        admin = server.administrator();
        server.house.userFields().add(new UserField(0, "AlertID", UserField.Type.TEXT, List.of(), null, null, true));
    }

    @AfterAll
    void close() {
        server.close();
    }

    /** What joins texts in templates refuses long ones. */
    @Test
    void showsATextOfAnyLength() {
        server.house.setup().apply("setup.yaml", """
                callouts: [ { name: Long, url: "https://long.acme.example/", format: custom, content-type: text/plain, body: "%s" } ]
                """.formatted("x".repeat(100_007)), Map.of(), false);
        var callout = server.house.callouts().named("Long").orElseThrow();

        assertThat(server.administrator().get("/callouts/" + callout.id()).statusCode())
                .isEqualTo(200);
        server.house.callouts().delete(callout);
    }

    @Test
    void makesACalloutOutOfAForm() {
        var admin = server.administrator(); // who was told nothing yet
        var form = TypedForm.of(admin.get("/callouts/new").body(), "/callouts/new")
                .with("name", "Close in Icinga")
                .with("url", "https://icinga.acme.example:5665/v1/actions/{{udf.AlertID}}")
                .with("format", "custom")
                .with("content-type", "application/json")
                .with("body", "{ \"comment\": \"{{ticket.ticketNumber}} ${env:HOME}\" }")
                .with("headers.name", "Accept", "X-Key", "")
                .with("headers.value", "application/json", "{{secret.key}}", "")
                .with("secrets.name", "key", "")
                .with("secrets.value", "open sesame", "")
                .with("auth", "basic")
                .with("auth.basic.username", "roundtrip")
                .with("auth.basic.password", "correct horse")
                .with("field", "AlertID")
                .with("success.codes", "200-299,409")
                .with("success.body", "equals")
                .with("success.body.pointer", "/status")
                .with("success.body.value", "done")
                .with("retry.every", "5m")
                .with("retry.times", "3")
                .with("retry.never", "400")
                .with("retry.retry-after", "on")
                .with("timeout", "10s")
                .with("concurrency", "2")
                .with("after-crash", "hold")
                .with("notify.who", PageServer.LOGIN);

        var answer = admin.send(form);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).isEqualTo("/callouts");
        assertThat(words(admin.get("/callouts?q=icinga")))
                .contains("“Close in Icinga” is saved.")
                .contains("Close in Icinga only tickets with AlertID no rule");
        var callout = named("Close in Icinga");
        assertThat(callout.active()).isTrue();
        assertThat(callout.format()).isEqualTo(DataFormat.CUSTOM);
        assertThat(callout.body()).contains("${env:HOME}");
        assertThat(callout.headers()).containsEntry("X-Key", "{{secret.key}}").hasSize(2);
        assertThat(callout.secretNames()).containsExactly("key");
        assertThat(callout.authentication()).isEqualTo(new Authentication.Basic("roundtrip"));
        assertThat(callout.success().body()).isEqualTo(new SuccessTest.BodyTest.Equals("/status", "done"));
        assertThat(callout.retry().every()).isEqualTo(Duration.ofMinutes(5));
        assertThat(callout.retryAfter()).isTrue();
        assertThat(callout.concurrency()).isEqualTo(2);
        assertThat(callout.afterCrash()).isEqualTo(AfterCrash.HOLD);

        // What was kept stands in the form, and sent as it is it alters nothing; no secret is shown.
        var page = admin.get("/callouts/" + callout.id()).body();
        assertThat(page)
                .doesNotContain("open sesame")
                .doesNotContain("correct horse")
                .contains("placeholder=\"stored since 14:03:21\"");
        assertThat(location(admin.send(TypedForm.of(page, "/callouts/" + callout.id()))))
                .isEqualTo("/callouts");
        assertThat(named("Close in Icinga")).isEqualTo(callout);
        assertThat(server.house
                        .callouts()
                        .secretsDiffer(
                                callout.id(),
                                Secrets.none().withAuth("correct horse").withNamed("key", "open sesame")))
                .isFalse();
    }

    @Test
    void tellsEachMistakeAtItsFieldAndItsTab() {
        var form = form("/callouts/new")
                .with("name", "")
                .with("url", "ftp:/nowhere")
                .with("format", "custom")
                .with("content-type", "application/json")
                .with("body", "{{udf.AlertId2}}")
                .with("auth", "bearer")
                .with("retry.every", "soon")
                .with("timeout", "900s")
                .with("success.codes", "2xx")
                .with("concurrency", "many");

        var answer = admin.send(form);

        assertThat(answer.statusCode()).isEqualTo(422);
        var page = answer.body();
        assertThat(page)
                .contains("id=\"name-e\"")
                .contains("id=\"retry.every-e\"")
                .contains("id=\"timeout-e\"")
                .contains("id=\"success.codes-e\"")
                .contains("id=\"concurrency-e\"")
                .contains("“soon” is not a length of time")
                .contains("“900s” is out of range: 1s to 5m.")
                .contains("“many” is not a whole number.");
        assertThat(page).containsPattern("href=\"#retry\">.*?<span class=\"tally fail\">2");
        assertThat(server.house.callouts().named("Close")).isEmpty();

        // What the room says once the form alone has nothing against it.
        var second = admin.send(TypedForm.of(page, "/callouts/new")
                .with("name", "Close")
                .with("url", "https://10.1.2.3/")
                .with("retry.every", "60s")
                .with("timeout", "30s")
                .with("success.codes", "200")
                .with("concurrency", "8"));
        assertThat(second.statusCode()).isEqualTo(422);
        assertThat(second.body()).contains("id=\"body-e\"").contains("id=\"auth-e\"");
        assertThat(admin.send(form, "Accept-Language", "de").body()).contains("„soon“ ist keine Zeitspanne");
    }

    @Test
    void aFormThatIsSentTwiceMakesOne() {
        var form = form("/callouts/new").with("name", "Twice").with("url", "https://twice.acme.example/");

        var answers =
                IntStream.range(0, 4)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> admin.send(form)))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();

        assertThat(answers).allSatisfy(answer -> assertThat(location(answer)).isEqualTo("/callouts"));
        assertThat(server.house.callouts().all().stream()
                        .filter(callout -> callout.name().startsWith("Twice")))
                .hasSize(1);
        assertThat(admin.send(form.with("url", "https://other.acme.example/")).statusCode())
                .as("with other words it is another request, and the name is taken")
                .isEqualTo(422);
    }

    @Test
    void whoSavesLaterIsToldWhatTheOtherChangedAndKeepsWhatWasTyped() {
        var id = keep("Shared", "https://shared.acme.example/");
        var mine = form("/callouts/" + id).with("url", "https://mine.acme.example/");
        var theirs = form("/callouts/" + id)
                .with("url", "https://theirs.acme.example/")
                .with("retry.times", "4");
        assertThat(location(admin.send(theirs))).isEqualTo("/callouts");

        var answer = admin.send(mine);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(words(answer))
                .contains("somebody else changed it meanwhile")
                .contains("before: https://shared.acme.example/ now: https://theirs.acme.example/ You changed it too")
                .contains("before: 10 now: 4 You had not touched it");
        var again = TypedForm.of(answer.body(), "/callouts/" + id);
        assertThat(again.value("url")).isEqualTo("https://mine.acme.example/");
        assertThat(again.value("retry.times")).isEqualTo("4");
        assertThat(location(admin.send(again))).isEqualTo("/callouts");
        assertThat(named("Shared").url()).isEqualTo("https://mine.acme.example/");
        assertThat(named("Shared").retry().times()).isEqualTo(4);
    }

    @Test
    void theListFindsByTextAndByActiveAndGoesOnBehindAName() {
        for (int i = 0; i < 60; i++) {
            keep("Paged %02d".formatted(i), "https://paged.acme.example/");
        }

        var first = admin.get("/callouts?q=paged.ACME").body();
        assertThat(first).contains("Paged 00").contains("Paged 49").doesNotContain("Paged 50");
        var next = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(first);
        assertThat(next.find()).isTrue();
        var second = admin.get(next.group(1).replace("&amp;", "&")).body();
        assertThat(second)
                .contains("Paged 50")
                .contains("Paged 59")
                .doesNotContain("Paged 49")
                .doesNotContain("rel=\"next\"");
        assertThat(words(admin.get("/callouts?q=paged&active=no"))).contains("No callout matches");
        assertThat(words(admin.get("/callouts?q=%22%3E%3Cscript%3E"))).contains("No callout matches");
    }

    @Test
    void switchesCopiesAndDeletesFromTheList() {
        var admin = server.administrator(); // who was told nothing yet
        var id = keep("Switched", "https://switched.acme.example/{{secret.token}}/close?key=abc", "token");
        var page = admin.get("/callouts?q=Switched");
        assertThat(page.body())
                .contains("https://switched.acme.example/••••••••/close")
                .doesNotContain("key=abc");

        assertThat(location(admin.submit("/callouts", "/callouts/" + id + "/deactivate", Map.of())))
                .isEqualTo("/callouts");
        assertThat(named("Switched").active()).isFalse();
        assertThat(words(admin.get("/callouts"))).contains("“Switched” is inactive");
        var row = admin.send(action(admin, "/callouts/" + id + "/activate"), "HX-Request", "true");
        assertThat(row.statusCode()).isEqualTo(200);
        assertThat(row.body().strip()).startsWith("<tr").endsWith("</tr>");
        assertThat(row.headers().firstValue("HX-Trigger").orElse(""))
                .contains("\"kind\":\"ok\"")
                .contains("Switched");
        assertThat(named("Switched").active()).isTrue();

        var copied = admin.submit("/callouts", "/callouts/" + id + "/copy", Map.of());
        var copy = named("Switched (copy)");
        assertThat(location(copied)).isEqualTo("/callouts/" + copy.id());
        assertThat(copy.active()).isFalse();
        assertThat(copy.secretNames()).containsExactly("token");

        assertThat(words(admin.get("/callouts/" + copy.id() + "/delete"))).contains("Delete “Switched (copy)”?");
        assertThat(location(admin.submit(
                        "/callouts/" + copy.id() + "/delete", "/callouts/" + copy.id() + "/delete", Map.of())))
                .isEqualTo("/callouts");
        assertThat(server.house.callouts().named("Switched (copy)")).isEmpty();
        assertThat(admin.get("/callouts/" + copy.id()).statusCode()).isEqualTo(404);
    }

    @Test
    void whatARuleExecutesIsNotDeletable() {
        var id = keep("Executed", "https://executed.acme.example/");
        server.house.setup().apply("setup.yaml", """
                rules: [ { name: "Done: tell <b>", when: [ created ], then: [ { callout: Executed } ] } ]
                """, Map.of(), false);

        assertThat(words(admin.get("/callouts/" + id + "/delete")))
                .contains("“Executed” cannot be deleted")
                .contains("Done: tell &lt;b&gt;")
                .contains("Deactivate instead");
        var refused = admin.send(action(admin, "/callouts/" + id + "/delete"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(server.house.callouts().named("Executed")).isPresent();
        assertThat(words(admin.get("/callouts/" + id))).contains("These rules execute this callout.");
    }

    @Test
    void othersReadAndChangeNothing() {
        var id = keep("Read", "https://read.acme.example/");
        var technician = server.signedIn();

        var page = technician.get("/callouts/" + id);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("https://read.acme.example/").contains("<fieldset disabled=\"disabled\">");
        assertThat(words(page)).doesNotContain("Save").doesNotContain("Send test");
        assertThat(words(technician.get("/callouts?q=read.acme")))
                .contains("Read nobody is told no rule")
                .doesNotContain("Deactivate")
                .doesNotContain("Delete");
        assertThat(technician.get("/callouts/new").statusCode()).isEqualTo(403);
        assertThat(technician.get("/callouts/" + id + "/delete").statusCode()).isEqualTo(403);
        for (var action : List.of("", "/activate", "/deactivate", "/copy", "/delete")) {
            assertThat(technician
                            .submit("/inbox", "/callouts/" + id + action, Map.of("name", "x"))
                            .statusCode())
                    .as(action)
                    .isEqualTo(403);
        }
        assertThat(server.house.callouts().named("Read")).isPresent();
    }

    @Test
    void showsTheRequestAboutATicketAndSaysWhyNothingWouldBeSent() {
        var ticket = server.house
                .tickets()
                .create(
                        TicketEdit.with()
                                .set(TicketField.TITLE, "disk \"full\"")
                                .set(TicketField.COMPANY_ID, 0)
                                .build(),
                        Actor.DESK);
        var form = form("/callouts/new")
                .with("name", "Seen")
                .with("url", "https://seen.acme.example/")
                .with("format", "custom")
                .with("content-type", "application/json")
                .with("body", "{\"title\": \"{{ticket.title}}\"}")
                .with("auth", "bearer")
                .with("auth.bearer.token", "never to be seen")
                .with("do", "preview")
                .with("ticket", ticket.ticketNumber());

        var seen = admin.send(form).body();

        assertThat(seen)
                .contains("POST https://seen.acme.example/")
                .contains("Bearer ••••••••")
                .contains("{&quot;title&quot;: &quot;disk \\&quot;full\\&quot;&quot;}")
                .doesNotContain("never to be seen");
        assertThat(words(admin.send(form.with("field", "AlertID")))).contains("the ticket holds no value in AlertID");
        assertThat(admin.send(form.with("do", "test").with("ticket", "T1")).statusCode())
                .isEqualTo(422);
        assertThat(server.house.callouts().named("Seen")).isEmpty();
    }

    @Test
    void aTestThatCannotGoOutSaysWhy() {
        var ticket = server.house
                .tickets()
                .create(
                        TicketEdit.with()
                                .set(TicketField.TITLE, "x")
                                .set(TicketField.COMPANY_ID, 0)
                                .build(),
                        Actor.DESK);
        var form = form("/callouts/new")
                .with("name", "Shut")
                .with("url", "https://localhost/")
                .with("do", "test")
                .with("ticket", ticket.ticketNumber());

        var answer = admin.send(form);

        assertThat(words(answer)).contains("Would count as failed").contains("127.0.0.1");
        assertThat(server.house
                        .log()
                        .page(dev.roundtrip.delivery.DeliveryLog.Filter.ALL, null, 10)
                        .entries())
                .noneMatch(entry -> entry.delivery().laneName().equals("Shut"));
    }

    @Test
    void aFormThatWasOpenForLongerThanItsSessionLeadsToSignInAndBack() {
        var form = form("/callouts/new").with("name", "Lost");
        var stranger = server.client();
        stranger.get("/signin");

        var answer = stranger.send(form, "Referer", server.url() + "/callouts/new?preset=zabbix");
        assertThat(location(answer)).isEqualTo("/signin");
        assertThat(location(stranger.signIn(PageServer.ADMINISTRATOR, PageServer.PASSWORD)))
                .isEqualTo("/callouts/new?preset=zabbix");
        assertThat(location(stranger.send(form, "Referer", server.url() + "/callouts/new")))
                .as("with the token of another session")
                .isEqualTo("/callouts/new");
        assertThat(stranger.send(form, "Referer", "https://evil.acme.example/callouts/new")
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.house.callouts().named("Lost")).isEmpty();
    }

    @Test
    void aSecondSigningSecretIsTypedWithTheFirst() {
        var form = form("/callouts/new")
                .with("name", "Signed")
                .with("url", "https://signed.acme.example/")
                .with("sign", "1")
                .with("sign.second", "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX");
        assertThat(admin.send(form).body()).contains("id=\"sign.first-e\"").contains("Type both");

        admin.send(form.with("sign.first", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        assertThat(named("Signed").signatures()).isEqualTo(2);
        var id = named("Signed").id();
        admin.send(form("/callouts/" + id).with("timeout", "20s"));
        assertThat(named("Signed").signatures()).as("nothing typed keeps them").isEqualTo(2);
        admin.send(form("/callouts/" + id).with("sign", "0"));
        assertThat(named("Signed").signatures()).isZero();
    }

    @Test
    void insistsOnAChoiceWhomToTell() {
        var form = unchosen("/callouts/new").with("name", "Telling nobody").with("url", "https://told.acme.example/");
        assertThat(form.value("notify.when")).isEqualTo("failure");

        var refused = admin.send(form.with("timeout", "900s"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("id=\"notify.who-e\"")
                .contains("Choose at least one recipient, or tick that nobody is to be told.")
                .containsPattern("href=\"#notification\">.*?<span class=\"tally fail\">1")
                .containsPattern("id=\"notify.who\"[^>]*aria-invalid=\"true\"");
        assertThat(refused.body()).as("all is told at once").contains("id=\"timeout-e\"");
        assertThat(admin.send(form, "Accept-Language", "de").body())
                .contains("Wählen Sie mindestens einen Empfänger aus, oder kreuzen Sie an");
        var both = admin.send(form.with("notify.nobody", "on").with("notify.more", "noc@acme.example"));
        assertThat(both.statusCode()).isEqualTo(422);
        assertThat(both.body()).contains("id=\"notify.nobody-e\"").contains("Recipients are chosen too.");
        assertThat(server.house.callouts().named("Telling nobody")).isEmpty();

        assertThat(location(admin.send(form.with("notify.nobody", "on")))).isEqualTo("/callouts");
        var kept = named("Telling nobody");
        assertThat(kept.telling()).isEqualTo(new Telling(List.of(), Telling.When.FAILURE));
        assertThat(words(admin.get("/callouts?q=told.acme"))).contains("Telling nobody nobody is told");
        assertThat(words(admin.get("/callouts/" + kept.id())))
                .contains("Nobody is told when this callout fails That was said on purpose.");
        var other = keep("Nobody chose", "https://told.acme.example/");
        assertThat(words(admin.get("/callouts/" + other)))
                .contains("Nobody is told when this callout fails Choose somebody.");
        assertThat(admin.send(unchosen("/callouts/" + other)).statusCode()).isEqualTo(422);
        assertThat(location(admin.send(unchosen("/callouts/" + other).with("notify.who", PageServer.LOGIN))))
                .isEqualTo("/callouts");
    }

    @Test
    void aRequestIsTriedBeforeAnybodyIsChosen() {
        var form = unchosen("/callouts/new")
                .with("url", "https://localhost/")
                .with("do", "test")
                .with("notify.more", "noc@@acme.example")
                .with("ticket", "");
        server.house
                .tickets()
                .create(
                        TicketEdit.with()
                                .set(TicketField.TITLE, "x")
                                .set(TicketField.COMPANY_ID, 0)
                                .build(),
                        Actor.DESK);

        assertThat(words(admin.send(form))).contains("Would count as failed");
    }

    @Test
    void keepsWhomItTellsAndWhen() {
        var tech = server.house.people().named(PageServer.LOGIN).orElseThrow().id();
        var form = unchosen("/callouts/new")
                .with("name", "Telling many")
                .with("url", "https://many.acme.example/")
                .with("notify.when", "every")
                .with("notify.who", "assigned-resource", PageServer.LOGIN)
                .with("notify.more", "noc@acme.example; ops@acme.example\tnoc@ACME.example");

        assertThat(location(admin.send(form))).isEqualTo("/callouts");

        var kept = named("Telling many");
        assertThat(kept.telling())
                .isEqualTo(new Telling(
                        List.of(
                                Recipient.Role.ASSIGNED_RESOURCE,
                                new Recipient.Person(tech),
                                new Recipient.Address(new MailAddress("noc@acme.example")),
                                new Recipient.Address(new MailAddress("ops@acme.example")),
                                new Recipient.Address(new MailAddress("noc@ACME.example"))),
                        Telling.When.EVERY));
        var again = unchosen("/callouts/" + kept.id());
        assertThat(again.fields().get("notify.who")).containsExactly("assigned-resource", PageServer.LOGIN);
        assertThat(again.value("notify.more")).isEqualTo("noc@acme.example, ops@acme.example, noc@ACME.example");
        assertThat(again.value("notify.when")).isEqualTo("every");
        admin.send(again);
        assertThat(named("Telling many")).isEqualTo(kept);
        assertThat(words(admin.get("/callouts?q=many.acme"))).doesNotContain("nobody is told");

        admin.submit("/callouts", "/callouts/" + kept.id() + "/copy", Map.of());
        assertThat(named("Telling many (copy)").telling()).isEqualTo(kept.telling());
    }

    @Test
    void saysHowOftenItWouldTellOfEveryDelivery() {
        var id = keep("Rated", "https://rated.acme.example/");
        assertThat(words(admin.get("/callouts/" + id))).doesNotContain("a day, going by");
        try (var promises = new Promises(server)) {
            for (var ticket : List.of("T20261124.9001", "T20261124.9002")) {
                promises.courier.answers(promises.promise(named("Rated").lane(), "Rated", ticket, null), 200);
                promises.run(1);
            }
        }

        assertThat(words(admin.get("/callouts/" + id)))
                .contains("About 2 a day, going by what was delivered in the last 24 h.");
    }

    @Test
    void saysWhoCannotBeToldWithWhatWasTyped() {
        var form = form("/callouts/new")
                .with("name", "Misspelled")
                .with("url", "https://wrong.acme.example/")
                .with("notify.more", "noc@acme.example, noc@@acme.example, nobody");

        var answer = admin.send(form);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("id=\"notify.more-e\"")
                .contains("“noc@@acme.example” is no mail address, and nobody’s login.")
                .contains("Nobody has the login “nobody”.")
                .contains("value=\"noc@acme.example, noc@@acme.example, nobody\"")
                .doesNotContain("id=\"notify.who-e\"");
        assertThat(admin.send(form, "Accept-Language", "de").body())
                .contains("„noc@@acme.example“ ist keine Mailadresse");
        assertThat(admin.send(form.with("notify.more", "contact")).body()).contains("“contact” is for rules alone.");
        assertThat(admin.send(form.with("notify.more", "").with("notify.when", "never"))
                        .body())
                .contains("id=\"notify.when-e\"");
    }

    @Test
    void whoIsInactiveByNowIsShownAndCanBeTakenOut() {
        var leaver = server.house
                .people()
                .add(new Person(0, "leaver@acme.example", "L. Eaver", null, Role.TECHNICIAN, null, true), null);
        admin.send(form("/callouts/new")
                .with("name", "Left")
                .with("url", "https://left.acme.example/")
                .with("notify.who", "leaver@acme.example", PageServer.LOGIN));
        server.house
                .people()
                .change(new Person(leaver.id(), leaver.login(), leaver.name(), null, Role.TECHNICIAN, null, false));

        var page = "/callouts/" + named("Left").id();
        assertThat(words(admin.get(page))).contains("L. Eaver is inactive and is told nothing");
        var refused = admin.send(form(page).with("timeout", "20s"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("id=\"notify.who-e\"").contains("“leaver@acme.example” is inactive.");
        assertThat(location(admin.send(form(page).with("notify.who", PageServer.LOGIN))))
                .isEqualTo("/callouts");
        assertThat(words(admin.get(page))).doesNotContain("L. Eaver");
    }

    /** Whoever may not see the people of the desk sees whom the callout names. */
    @Test
    void othersSeeWhoIsToldAndNoAddressesOfPeople() {
        admin.send(form("/callouts/new")
                .with("name", "Read too")
                .with("url", "https://read-too.acme.example/")
                .with("notify.who", PageServer.LOGIN));

        var page = words(server.signedIn().get("/callouts/" + named("Read too").id()));

        assertThat(page)
                .contains("A. Technician")
                .doesNotContain(PageServer.LOGIN)
                .doesNotContain("B. Administrator");
    }

    @Test
    void everyPresetOpensAForm() {
        for (var preset : CalloutPreset.values()) {
            var page = admin.get("/callouts/new?preset=" + preset.word());
            assertThat(page.statusCode()).as(preset.word()).isEqualTo(200);
        }
        var icinga = TypedForm.of(admin.get("/callouts/new?preset=icinga").body(), "/callouts/new");
        assertThat(icinga.value("field")).isEqualTo("AlertID");
        assertThat(icinga.value("body")).contains("{{udf.AlertID}}");
        assertThat(icinga.value("success.codes")).isEqualTo("200-299,409");
    }

    /** A form that holds nothing but its token. */
    private static TypedForm action(PageClient admin, String action) {
        var token = TypedForm.of(admin.get("/inbox").body(), "/signout").value("_csrf");
        return new TypedForm(action, Map.of("_csrf", List.of(token)));
    }

    /** One that says whom to tell: without that none is kept. */
    private TypedForm form(String page) {
        var form = unchosen(page);
        return form.value("notify.who").isEmpty() ? form.with("notify.who", PageServer.LOGIN) : form;
    }

    private TypedForm unchosen(String page) {
        return TypedForm.of(admin.get(page).body(), page);
    }

    private long keep(String name, String url, String... secrets) {
        var entry = new StringBuilder("callouts: [ { name: \"%s\", url: \"%s\"".formatted(name, url));
        for (var secret : secrets) {
            entry.append(", secrets: { %s: \"very secret\" }".formatted(secret));
        }
        server.house.setup().apply("setup.yaml", entry + " } ]", Map.of(), false);
        return named(name).id();
    }

    private Callout named(String name) {
        return server.house.callouts().named(name).orElseThrow();
    }

    /** What somebody reads, in one line. */
    private static String words(HttpResponse<String> page) {
        return page.body()
                .replaceAll("(?s)<(script|style|template|datalist)\\b.*?</\\1>", " ")
                .replaceAll("<[^>]+>", " ")
                .replaceAll("\\s+", " ");
    }
}
