package dev.roundtrip.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.SecondFactors.Found;
import dev.roundtrip.store.Store;
import dev.roundtrip.store.Vault;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestClock;
import dev.roundtrip.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnBothDatabases
class SecondFactorsTest {
    private static final SharedStores STORES = new SharedStores();

    private final TestClock clock = TestClock.atNoon();
    private final Store store;
    private final SecondFactors factors;
    private final Vault vault;
    private final long ada;
    private final String secret = SecondFactors.secret();

    SecondFactorsTest(TestDatabase database, @TempDir Path data) {
        store = STORES.on(database);
        vault = Vault.open(null, data);
        factors = new SecondFactors(store, vault, clock);
        ada = new People(store, clock)
                .add(new Person(0, UUID.randomUUID().toString(), "Ada", null, Role.TECHNICIAN, null, true), null)
                .id();
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    private String code() {
        return Totp.code(secret, clock.instant());
    }

    private List<String> turnedOn() {
        return factors.turnOn(ada, secret, code()).orElseThrow();
    }

    @Test
    void areTurnedOnByACodeAlone() {
        assertThat(factors.isOn(ada)).isFalse();
        assertThat(factors.use(ada, code())).as("before it is on").isEqualTo(Found.WRONG);
        assertThat(factors.turnOn(ada, secret, "nonsense")).isEmpty();
        assertThat(factors.isOn(ada)).isFalse();

        assertThat(turnedOn()).hasSize(10).doesNotHaveDuplicates().allMatch(one -> one.matches("([0-9A-Z]{6}-?){4}"));

        assertThat(factors.isOn(ada)).isTrue();
        assertThat(factors.recoveryCodes(ada)).isEqualTo(10);
    }

    @Test
    void takeEachCodeOnce() {
        turnedOn();
        assertThat(factors.use(ada, code())).as("that turned it on").isEqualTo(Found.WRONG);
        clock.pass(Duration.ofSeconds(30));
        var code = code();

        assertThat(factors.use(ada, code.substring(0, 3) + " " + code.substring(3)))
                .isEqualTo(Found.CODE);
        assertThat(factors.use(ada, code)).isEqualTo(Found.WRONG);
        clock.pass(Duration.ofSeconds(30));
        assertThat(factors.use(ada, code)).as("one step later").isEqualTo(Found.WRONG);
        assertThat(factors.use(ada, code())).isEqualTo(Found.CODE);
    }

    @Test
    void takeACodeFromOneOfManyAtOnce() throws Exception {
        turnedOn();
        clock.pass(Duration.ofSeconds(30));
        var code = code();
        Callable<Found> use = () -> factors.use(ada, code);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var found = threads.invokeAll(List.of(use, use, use, use, use, use));
            int taken = 0;
            for (var one : found) {
                taken += one.get() == Found.CODE ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        }
    }

    @Test
    void takeEachRecoveryCodeOnce() {
        var codes = turnedOn();

        assertThat(factors.use(ada, " " + codes.getFirst().toLowerCase(Locale.ROOT) + " "))
                .isEqualTo(Found.RECOVERY_CODE);
        assertThat(factors.use(ada, codes.getFirst())).isEqualTo(Found.WRONG);
        assertThat(factors.use(ada, codes.getLast().replace("-", ""))).isEqualTo(Found.RECOVERY_CODE);
        assertThat(factors.recoveryCodes(ada)).isEqualTo(8);
    }

    @Test
    void areKeptSealedAndHashed() {
        var codes = turnedOn();

        assertThat(store.jdbc()
                        .sql("select secret from second_factor where person_id = :person")
                        .param("person", ada)
                        .query(String.class)
                        .single())
                .doesNotContain(secret);
        assertThat(store.jdbc()
                        .sql("select code_hash from recovery_code where person_id = :person")
                        .param("person", ada)
                        .query(String.class)
                        .list())
                .hasSize(10)
                .allMatch(hash -> hash.matches("[0-9a-f]{64}"))
                .contains(Digest.of(codes.getFirst().replace("-", "")));
    }

    @Test
    void areTurnedOffWithAllTheirCodes() {
        var codes = turnedOn();
        clock.pass(Duration.ofSeconds(30));

        factors.turnOff(ada);

        assertThat(factors.isOn(ada)).isFalse();
        assertThat(factors.use(ada, code())).isEqualTo(Found.WRONG);
        assertThat(factors.use(ada, codes.getFirst())).isEqualTo(Found.WRONG);
        assertThat(factors.recoveryCodes(ada)).isZero();
    }

    @Test
    void aSecretIsSealedAnewWhereItStandsAndNowhereElse() {
        turnedOn();
        var row = factors.sealed().after(ada - 1, 1).getFirst();
        var record = "person:" + ada + ":second-factor";
        assertThat(row.byRecord()).containsOnlyKeys(record);
        var anew = Map.of(record, vault.seal(secret, record));

        assertThat(store.write(() -> factors.sealed().replace(row, anew))).isTrue();
        assertThat(store.write(() -> factors.sealed().replace(row, anew)))
                .as("it holds something else by now")
                .isFalse();

        clock.pass(Duration.ofSeconds(60));
        assertThat(factors.use(ada, code())).isEqualTo(Found.CODE);
    }
}
