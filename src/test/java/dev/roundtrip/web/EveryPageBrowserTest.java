package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.field.PicklistName;
import dev.roundtrip.notify.About;
import dev.roundtrip.notify.Message;
import dev.roundtrip.notify.Reader;
import dev.roundtrip.people.Actor;
import dev.roundtrip.people.Person;
import dev.roundtrip.testing.FakeMailServer;
import dev.roundtrip.ticket.NoteDraft;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Every page there is, as an administrator of a desk in use has it: wide and narrow, light and dark, English and German. Which pages there
 * are the framework is asked, so that none is forgotten.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageBrowserTest {
    /** What is no page: parts of pages, files, and addresses that lead to a page. */
    private static final Set<String> NO_PAGES = Set.of(
            "/setup", // of a desk that knows nobody
            "/signin", // of somebody who is not
            "/signin/code", // nor whole
            "/signin/provider", // leads to another host
            "/signin/provider/back", // and from there
            "/settings",
            "/settings/setup-file/desk.yaml",
            "/deliveries/rows",
            "/deliveries/{id}/part",
            "/inbox/bell",
            "/dashboard", // the part of it that renews itself
            "/settings/practice/open",
            "/settings/practice/{name:[A-Za-z0-9._-]{1,60}}/got",
            "/settings/security/export",
            "/tickets/{id:[0-9]{1,18}}/triggered",
            "/tickets/{number:[A-Za-z][0-9]+\\.[0-9]+}",
            "/tickets/{id:[0-9]{1,18}}/files/{file:[0-9]{1,18}}");

    /** More than a page may weigh, in bytes over the wire: at the first look, and when its files are known. */
    private static final int HEAVY_AT_FIRST = 200_000;

    private static final int HEAVY = 20_000;

    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");

    /** What the desk in use holds: whoever reads German reads it as it is. */
    private static final String SETUP = """
            companies: [ { name: Example GmbH } ]
            fields:
              - { name: AlertID, type: text, description: Alert }
              - { name: Severity at alert, type: list, values: [ WARNING, CRITICAL ] }
            api-users: [ { login: monitoring@acme.example, secret: "correct horse battery", integration-code: PRACTICE, companies: [ Example GmbH ] } ]
            tokens: [ { name: operations, token: "rt_correct_horse_battery_staple", scopes: [ read ] } ]
            channels: [ { name: noc, kind: slack, url: "https://localhost/hooks/x" } ]
            service-levels: [ { name: Gold, default: true, targets: { other: { first-response: 1h, resolution: 8h } } } ]
            callouts:
              - name: "Icinga: clear problem"
                url: "https://localhost/"
                field: AlertID
                auth: { basic: { username: desk, password: "very secret" } }
                headers: { X-Team: operations }
                notify: { who: [ "tech@acme.example", assigned-resource, "admin@localhost" ] }
              - { name: Test receiver, active: false, url: "https://test.acme.example/in" }
            rules:
              - name: "Done in Monitoring: tell Icinga"
                when: [ edited ]
                if: [ { attribute: status, operator: changed-to, value: Complete } ]
                then: [ { callout: "Icinga: clear problem" }, { notify: { who: [ "tech@acme.example" ], subject: Done, text: Done } } ]
              - { name: Old test hook, when: [ edited ], then: [ { callout: Test receiver } ] }
            """;

    private static final String TITLE = "web-01 disk /var 97 %";

    private final TestBrowser browser;
    private final FakeMailServer mails = FakeMailServer.start();
    private final PageServer server;
    private final Promises promises;
    private final Map<String, String> pages = new LinkedHashMap<>();
    /** The words of each page in both languages, for what stands there in neither. */
    private final Map<String, Map<String, Set<String>>> read = new TreeMap<>();

    EveryPageBrowserTest(@TempDir Path folder) {
        browser = TestBrowser.open(folder.resolve("profile"));
        server = PageServer.mailing(mails, folder.resolve("desk"));
        server.runsOutOfSpace(); // before there is an administrator, whose inbox would hold it in one language
        server.administrator();
        server.signedIn();
        server.house.setup().apply("setup.yaml", SETUP, Map.of(), false);
        server.house.desk().practise(true);
        mails.answers("RCPT TO:", "550 5.1.1 no such user");
        withAddress(server.house.people().named(PageServer.ADMINISTRATOR).orElseThrow());
        server.tells("Drucker steht", "Im zweiten Stock");
        var ticket = ticket();
        promises = new Promises(server);
        var waiting = promises.promise("Icinga: clear problem", "T20261124.0007");
        promises.courier.answers(waiting, 503, 503, 503);
        promises.run(3);
        promises.answered("Icinga: clear problem", "T20261124.0014", 503, 200);
        promises.promise("callout:1", "Icinga: clear problem", "T20261123.0031", "custom body: no JSON");
        server.client().get("/practice/close");

        var callout = server.house
                .callouts()
                .named("Icinga: clear problem")
                .orElseThrow()
                .id();
        var rule = server.house
                .rules()
                .named("Done in Monitoring: tell Icinga")
                .orElseThrow()
                .id();
        page("/");
        page("/inbox");
        page("/tickets");
        page("/tickets/new");
        page("/tickets/" + ticket.id());
        page("/tickets/" + ticket.id() + "/edit");
        page("/callouts");
        page("/callouts/new");
        page("/callouts/" + callout);
        page("/callouts/" + callout + "/delete");
        page("/rules");
        page("/rules/audit");
        page("/rules/new");
        page("/rules/" + rule);
        page("/rules/" + rule + "/run");
        page("/rules/" + rule + "/delete");
        page("/deliveries");
        page("/deliveries/" + waiting);
        page("/deliveries/" + waiting + "/cancel");
        page("/deliveries/replay?state=given-up");
        page("/developers");
        page("/profile");
        page("/profile/factor");
        page("/profile/provider");
        settings();
        page("/settings/mail");
        page("/settings/practice");
        page("/settings/practice/close");
        page("/settings/security");
        page("/settings/security/check");
        page("/nowhere");
    }

    /** To whom mail does not get through. */
    private void withAddress(Person person) {
        server.house
                .people()
                .change(new Person(
                        person.id(), person.login(), person.name(), "admin@localhost", person.role(), null, true));
        server.house.store().write(() -> {
            server.house
                    .notices()
                    .tell(
                            List.of(Reader.Somebody.of(
                                    server.house.people().withId(person.id()).orElseThrow())),
                            _ -> new Message(
                                    Message.Kind.TROUBLE,
                                    "Icinga: clear problem",
                                    "Drucker steht",
                                    "Im zweiten Stock:" + "\n- localhost".repeat(20),
                                    "/deliveries",
                                    ""),
                            About.NO_TICKET);
            return null;
        });
    }

    private void settings() {
        var user = server.house
                .apiUsers()
                .named("monitoring@acme.example")
                .orElseThrow()
                .id();
        var token = server.house.tokens().named("operations").orElseThrow().id();
        page("/settings/desk");
        page("/settings/fields");
        page("/settings/fields/new");
        page("/settings/fields/1");
        page("/settings/picklists");
        page("/settings/picklists/queue/new");
        page("/settings/picklists/status/5");
        page("/settings/companies");
        page("/settings/companies/new");
        page("/settings/companies/1");
        page("/settings/people");
        page("/settings/people/new");
        page("/settings/people/1");
        page("/settings/api");
        page("/settings/api/users/new");
        page("/settings/api/users/" + user);
        page("/settings/api/users/" + user + "/rotate");
        page("/settings/api/users/" + user + "/end-overlap");
        page("/settings/api/tokens/new");
        page("/settings/api/tokens/" + token);
        page("/settings/api/tokens/" + token + "/rotate");
        page("/settings/api/tokens/" + token + "/delete");
        page("/settings/channels");
        page("/settings/channels/new");
        page("/settings/channels/1");
        page("/settings/channels/1/delete");
        page("/settings/setup-file");
    }

    private void page(String address) {
        pages.put(
                address, address.substring(1).replaceAll("[0-9a-z]{26}", "one").replaceAll("[^A-Za-z0-9]+", "-"));
    }

    private Ticket ticket() {
        var tickets = server.house.tickets();
        var ticket = tickets.create(
                TicketEdit.with()
                        .set(TicketField.TITLE, TITLE)
                        .set(TicketField.COMPANY_ID, 0)
                        .set(TicketField.DESCRIPTION, TITLE)
                        .setUser("AlertID", "web-01!disk")
                        .setUser("Severity at alert", "CRITICAL")
                        .build(),
                Actor.apiUser(1, "monitoring@acme.example"));
        tickets.addNote(ticket.id(), NoteDraft.internal("", TITLE), Actor.person(1, "A. Technician"));
        tickets.edit(
                ticket.id(), TicketEdit.with().set(TicketField.STATUS, 5).build(), Actor.person(1, "A. Technician"));
        server.house.dispatcher().runDue();
        return ticket;
    }

    @AfterAll
    void close() {
        browser.close();
        promises.close();
        server.close();
        mails.close();
    }

    private void signIn(String language) {
        browser.forget(server.url());
        browser.go(server.url() + "/signin?lang=" + language);
        browser.type("#login", PageServer.ADMINISTRATOR);
        browser.type("#password", PageServer.PASSWORD);
        browser.press(Keys.ENTER);
        browser.waitsFor(".side-foot");
    }

    @Test
    void areAllLookedAt() {
        var parser = new PathPatternParser();
        var forgotten = new TreeSet<String>();
        for (var pattern : server.pages()) {
            var page = parser.parse(pattern);
            if (!NO_PAGES.contains(pattern)
                    && pages.keySet().stream()
                            .noneMatch(address ->
                                    page.matches(PathContainer.parsePath(address.replaceFirst("[?].*", ""))))) {
                forgotten.add(pattern);
            }
        }

        assertThat(forgotten).isEmpty();
    }

    @ParameterizedTest(name = "{0} px, {1}")
    @CsvSource({"1280, en", "1280, de", "360, en", "360, de"})
    void everybodyCanReadThem(int width, String language) {
        browser.look(width, false);
        signIn(language);
        pages.forEach((address, name) -> {
            var look = "all-" + name + "-" + width + "-" + language;
            browser.look(width, false);
            browser.go(server.url() + address);
            assertThat(browser.attribute("html", "lang")).isEqualTo(language);
            if (address.equals("/nowhere")) {
                browser.forgetLog(); // that it is not there
            }
            if (width > 1000) {
                read.computeIfAbsent(address, _ -> new TreeMap<>()).put(language, new TreeSet<>(browser.words()));
            }
            browser.isFaultless(look + "-light");
            if (language.equals("en")) {
                browser.shoot(look);
            }
            browser.look(width, true);
            browser.isLegible(look + "-dark");
            if (language.equals("de")) {
                browser.shoot(look);
            }
        });
        telling("all-callout-telling-" + width + "-" + language);
        if (width > 1000 && read.values().stream().allMatch(languages -> languages.size() == 2)) {
            areReadInEitherLanguage();
        }
    }

    /** A part that its page hides at first, with somebody whom mail does not get through to. */
    private void telling(String look) {
        var callout = server.house
                .callouts()
                .named("Icinga: clear problem")
                .orElseThrow()
                .id();
        browser.go(server.url() + "/callouts/" + callout + "#notification");
        assertThat(browser.text("#notification")).contains("550 5.1.1 no such user");
        browser.isFaultless(look);
        browser.shoot(look);
    }

    /** What stands on a page in both languages alike is data, or a word that both have. */
    private void areReadInEitherLanguage() {
        var known = new HashSet<String>();
        var german = texts("de");
        texts("en").forEach((key, text) -> {
            if (text.equals(german.get(key))) {
                words(String.valueOf(text)).forEach(known::add);
            }
        });
        words(SETUP + TITLE
                        + " A. Technician B. Administrator Drucker steht Im zweiten Stock Europe Berlin ACME.EXAMPLE Roundtrip"
                        + " localhost mail admin Slack Microsoft Teams Mattermost ntfy noc This desk now ms min close GET POST PUT PATCH DELETE XML ApiIntegrationCode"
                        + " ticket.ticketNumber ticket.priority ticket.title company.name actor.name udf")
                .forEach(known::add);
        for (var list : PicklistName.values()) {
            server.house.picklists().values(list).forEach(value -> known.addAll(words(value.label())));
        }
        var untranslated = new TreeSet<String>();
        read.forEach((address, languages) -> {
            var both = new TreeSet<>(languages.getOrDefault("en", Set.of()));
            both.retainAll(languages.getOrDefault("de", Set.of()));
            both.stream()
                    .filter(text ->
                            !Zones.KNOWN.contains(text) && words(text).stream().anyMatch(word -> !known.contains(word)))
                    .forEach(text -> untranslated.add(address + ": " + text));
        });

        assertThat(untranslated).isEmpty();
    }

    private static Set<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .collect(java.util.stream.Collectors.toSet());
    }

    private static Properties texts(String language) {
        var texts = new Properties();
        var name = "/messages_" + language + ".properties";
        try (var reader = new InputStreamReader(
                Objects.requireNonNull(EveryPageBrowserTest.class.getResourceAsStream(name), name),
                StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    @Test
    void areLight() {
        browser.look(1280, false);
        signIn("en");
        var heavy = new TreeMap<String, Long>();
        for (var address : pages.keySet()) {
            browser.forgetFiles();
            browser.go(server.url() + address);
            browser.waitsUntil("document.readyState === 'complete'");
            var first = browser.weight();
            browser.go(server.url() + address);
            browser.waitsUntil("document.readyState === 'complete'");
            var after = browser.weight();
            if (first > HEAVY_AT_FIRST || after > HEAVY) {
                heavy.put(address + " at first " + first + ", after", after);
            }
        }
        browser.forgetLog();

        assertThat(heavy).isEmpty();
    }
}
