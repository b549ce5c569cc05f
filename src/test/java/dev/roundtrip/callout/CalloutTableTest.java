package dev.roundtrip.callout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.delivery.AfterCrash;
import dev.roundtrip.delivery.RetryPolicy;
import dev.roundtrip.notify.MailAddress;
import dev.roundtrip.notify.Recipient;
import dev.roundtrip.notify.Telling;
import dev.roundtrip.store.KeySource;
import dev.roundtrip.store.Store;
import dev.roundtrip.store.StoreRefused;
import dev.roundtrip.store.Vault;
import dev.roundtrip.testing.OddTexts;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

@OnBothDatabases
class CalloutTableTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Path NOWHERE = Path.of("no-key-is-made");
    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String ANOTHER_KEY = "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY=";

    private final Store store;
    private final CalloutTable table;

    CalloutTableTest(TestDatabase database) {
        store = STORES.on(database);
        table = new CalloutTable(store, Vault.open(new KeySource.Given(KEY), NOWHERE));
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void none() {
        store.write(() -> store.jdbc().sql("delete from callout").update());
    }

    private static Callout plain(String name) {
        return Callout.to(name, "https://icinga.acme.example/close");
    }

    private static Callout odd(String name, Authentication authentication, SuccessTest success) {
        var headers = new LinkedHashMap<String, String>();
        for (var header : List.of("X-Zebra", "X-Apple", "X-Mango", "X-1", "X-0")) {
            headers.put(header, header + " {{ticket.title}} \ud83d\udd25'\"");
        }
        return new Callout(
                0,
                name,
                false,
                "https://icinga.acme.example/{{ticket.id}}?q=\u00e4'\"",
                "PATCH",
                DataFormat.CUSTOM,
                "application/json",
                OddTexts.LONG,
                headers,
                authentication,
                Long.MAX_VALUE,
                success,
                new RetryPolicy(Duration.ofMillis(1500), 0),
                StatusCodes.parse("401,403-404"),
                true,
                Callout.DEFAULT_TIMEOUT.multipliedBy(10),
                100,
                AfterCrash.HOLD,
                OddTexts.ONE,
                OddTexts.LONG,
                2,
                Set.of("token", "p\u00e4ss"),
                new Telling(
                        List.of(
                                new Recipient.Person(3),
                                new Recipient.Address(new MailAddress("noc@acme.example")),
                                Recipient.Role.ASSIGNED_RESOURCE),
                        Telling.When.EVERY));
    }

    private Callout insert(Callout callout) {
        return callout.withId(store.write(() -> table.insert(callout)));
    }

    private void keep(Callout callout, Secrets secrets) {
        store.write(() -> {
            table.keepSecrets(callout.id(), secrets, Map.of());
            return null;
        });
    }

    private List<Callout> all() {
        return table.all().stream().map(CalloutTable.Kept::callout).toList();
    }

    private CalloutTable.Kept row(Callout callout) {
        return table.all().stream()
                .filter(row -> row.callout().id() == callout.id())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everySettingIsGivenBackAsItWas() {
        var codes = StatusCodes.parse("200-299,409");
        var authentications = List.of(
                new Authentication.None(),
                new Authentication.Basic("\u00e4da '\""),
                new Authentication.Bearer(),
                new Authentication.Header("X-Key"),
                new Authentication.Query("k\u00e4y"),
                new Authentication.OAuth2("https://login.acme.example/token?x='\"", "\u00e4:'\"", null),
                new Authentication.OAuth2("https://login.acme.example/token", "roundtrip", "close \u00e4"));
        var tests = List.of(
                new SuccessTest(codes, new SuccessTest.BodyTest.Contains("\"ok\" \ud83d\udd25")),
                new SuccessTest(codes, new SuccessTest.BodyTest.Lacks("error")),
                new SuccessTest(codes, new SuccessTest.BodyTest.Present("/a~1b/0")),
                new SuccessTest(codes, new SuccessTest.BodyTest.Absent("/error")),
                new SuccessTest(codes, new SuccessTest.BodyTest.Equals("/status", "\u00e4")));

        for (int i = 0; i < authentications.size(); i++) {
            var kept = insert(
                    odd("Callout " + i + " \ud83d\udd25'\"", authentications.get(i), tests.get(i % tests.size())));

            assertThat(row(kept).callout()).isEqualTo(kept);
            assertThat(row(kept).callout().headers().keySet())
                    .as("in the order they are sent")
                    .containsExactly("X-Zebra", "X-Apple", "X-Mango", "X-1", "X-0");
        }
        var plain = insert(plain("Plain"));
        assertThat(row(plain)).isEqualTo(new CalloutTable.Kept(plain, Map.of(), Map.of()));
    }

    @Test
    void whatWasKeptBeforeThereWereSignaturesAndCertificatesIsRead() {
        var plain = insert(plain("Plain"));
        var settings = store.jdbc()
                .sql("select settings from callout")
                .query(String.class)
                .single();
        var older = settings.replaceAll(",\"(signatures|certificate)\":[^,}]+", "");
        assertThat(older).isNotEqualTo(settings).doesNotContain("signatures", "certificate");

        store.write(() -> store.jdbc()
                .sql("update callout set settings = :older")
                .param("older", older)
                .update());

        assertThat(row(plain).callout()).isEqualTo(plain);
    }

    @Test
    void areListedByNameWithoutCase() {
        for (var name : List.of("bravo", "Charlie", "alpha", "Delta")) {
            insert(plain(name));
        }

        assertThat(all()).extracting(Callout::name).containsExactly("alpha", "bravo", "Charlie", "Delta");
    }

    @Test
    void aChangeLeavesTheSecretsAndTheOthers() {
        var one = insert(plain("One"));
        var two = insert(plain("Two"));
        keep(one, Secrets.none().withAuth("open sesame"));
        var changed =
                odd("Uno", new Authentication.Bearer(), SuccessTest.DEFAULT).withId(one.id());

        store.write(() -> {
            table.update(changed);
            return null;
        });

        assertThat(all()).containsExactlyInAnyOrder(changed, two);
        assertThat(table.open(row(changed)).auth()).isEqualTo("open sesame");
    }

    @Test
    void secretsAreGivenBackAndStandInTheStoreSealed() {
        var callout = insert(plain("One"));
        var secrets = Secrets.none()
                .withAuth("open sesame")
                .withNamed("Token", OddTexts.ONE)
                .withNamed("empty", "")
                .withNamed("sesame's", OddTexts.LONG);

        keep(callout, secrets);

        assertThat(table.open(row(callout)).byName()).isEqualTo(secrets.byName());
        assertThat(store.jdbc()
                        .sql("select secrets from callout")
                        .query(String.class)
                        .single())
                .contains("auth", "secret.token")
                .doesNotContain("open sesame", "ticket.title");

        keep(callout, Secrets.none());
        assertThat(table.open(row(callout)).byName()).isEmpty();
    }

    @Test
    void aSealedSecretOpensNowhereElse() {
        var one = insert(plain("One"));
        var two = insert(plain("Two"));
        keep(one, Secrets.none().withAuth("open sesame"));
        store.write(() -> store.jdbc()
                .sql("update callout set secrets = (select secrets from callout where id = :one) where id = :two")
                .param("one", one.id())
                .param("two", two.id())
                .update());

        assertThatThrownBy(() -> table.open(row(two)))
                .isInstanceOf(StoreRefused.class)
                .hasMessageStartingWith("the secret of callout:%d:auth does not open with this key", two.id());
        var withAnotherKey = new CalloutTable(store, Vault.open(new KeySource.Given(ANOTHER_KEY), NOWHERE));
        assertThatThrownBy(() -> withAnotherKey.open(row(one)))
                .isInstanceOf(StoreRefused.class)
                .hasMessageNotContaining("sesame");
    }

    @Test
    void theSchemaKeepsNamesApart() {
        insert(plain("Schlie\u00dfen"));

        assertThatThrownBy(() -> insert(plain("SCHLIE\u00dfEN"))).isInstanceOf(DataAccessException.class);
        assertThat(all()).hasSize(1);
    }
}
