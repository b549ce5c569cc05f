package dev.roundtrip.people;

import dev.roundtrip.store.SealedRows;
import dev.roundtrip.store.Store;
import dev.roundtrip.store.Vault;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What people show besides their passwords when they sign in: a code that comes with time, or one of ten that were written down for the case
 * that those are lost. No code is taken twice.
 */
public final class SecondFactors {
    public static final int RECOVERY_CODES = 10;

    /** No I, L, O, U: nobody mistakes them when typing. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    /** Of six characters with five random bits each: 120 bits, which a plain digest is enough for. */
    private static final int GROUPS = 4;

    private static final int IN_A_GROUP = 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Store store;
    private final Vault vault;
    private final Clock clock;

    /** What a typed code is. */
    public enum Found {
        WRONG,
        CODE,
        RECOVERY_CODE
    }

    private record Kept(String secret, long lastStep) {}

    public SecondFactors(Store store, Vault vault, Clock clock) {
        this.store = store;
        this.vault = vault;
        this.clock = clock;
    }

    /** One that is nobody's yet, in base32. */
    public static String secret() {
        return Totp.secret();
    }

    /** Their secrets, to whoever seals them anew. */
    public SealedRows sealed() {
        return new SecondFactorRows(store);
    }

    public boolean isOn(long personId) {
        return kept(personId).isPresent();
    }

    private Optional<Kept> kept(long personId) {
        return store.jdbc()
                .sql("select secret, last_step from second_factor where person_id = :person")
                .param("person", personId)
                .query((rs, n) -> new Kept(rs.getString("secret"), rs.getLong("last_step")))
                .optional();
    }

    /**
     * From now on that person is asked for a code, if the one that is given shows that they can make one.
     *
     * @return the recovery codes, told this once; empty for a wrong code
     */
    public Optional<List<String>> turnOn(long personId, String secret, String code) {
        var step = Totp.step(secret, plain(code), clock.instant(), 0);
        if (step.isEmpty()) {
            return Optional.empty();
        }
        var codes = Stream.generate(SecondFactors::recoveryCode)
                .limit(RECOVERY_CODES)
                .toList();
        store.write(() -> {
            remove(personId);
            var sealed = vault.seal(secret, SecondFactorRows.record(personId));
            store.jdbc()
                    .sql("insert into second_factor (person_id, secret, last_step) values (:person, :secret, :step)")
                    .param("person", personId)
                    .param("secret", sealed)
                    .param("step", step.getAsLong())
                    .update();
            for (var one : codes) {
                store.jdbc()
                        .sql("insert into recovery_code (person_id, code_hash) values (:person, :hash)")
                        .param("person", personId)
                        .param("hash", Digest.of(plain(one)))
                        .update();
            }
            return null;
        });
        return Optional.of(codes);
    }

    /** Uses up the code, if it is one. */
    public Found use(long personId, String typed) {
        var code = plain(typed);
        var kept = kept(personId);
        if (kept.isEmpty()) {
            return Found.WRONG;
        }
        var secret = vault.open(kept.get().secret(), SecondFactorRows.record(personId));
        var step = Totp.step(secret, code, clock.instant(), kept.get().lastStep());
        if (step.isPresent() && keepStep(personId, step.getAsLong())) {
            return Found.CODE;
        }
        return useRecoveryCode(personId, code) ? Found.RECOVERY_CODE : Found.WRONG;
    }

    /** Whether nobody was before it with the same code. */
    private boolean keepStep(long personId, long step) {
        return store.write(() -> store.jdbc()
                        .sql(
                                "update second_factor set last_step = :step where person_id = :person and last_step < :step")
                        .param("step", step)
                        .param("person", personId)
                        .update())
                == 1;
    }

    private boolean useRecoveryCode(long personId, String code) {
        return store.write(() -> store.jdbc()
                        .sql("delete from recovery_code where person_id = :person and code_hash = :hash")
                        .param("person", personId)
                        .param("hash", Digest.of(code))
                        .update())
                == 1;
    }

    /** How many recovery codes were not used yet. */
    public int recoveryCodes(long personId) {
        return store.jdbc()
                .sql("select count(*) from recovery_code where person_id = :person")
                .param("person", personId)
                .query(Integer.class)
                .single();
    }

    /** From now on the password alone is enough. No error where it is already. */
    public void turnOff(long personId) {
        store.write(() -> {
            remove(personId);
            return null;
        });
    }

    private void remove(long personId) {
        for (var sql : List.of(
                "delete from recovery_code where person_id = :person",
                "delete from second_factor where person_id = :person")) {
            store.jdbc().sql(sql).param("person", personId).update();
        }
    }

    /** Case, blanks and dashes are for the eye. */
    private static String plain(String typed) {
        return typed.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "");
    }

    private static String recoveryCode() {
        var groups = IntStream.range(0, GROUPS).mapToObj(group -> {
            var text = new StringBuilder();
            for (int i = 0; i < IN_A_GROUP; i++) {
                text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
            }
            return text.toString();
        });
        return String.join("-", groups.toList());
    }
}
