package dev.roundtrip.people;

import dev.roundtrip.store.Revision;
import dev.roundtrip.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The programs that come in over the REST API, and whether their credentials hold. */
public final class ApiUsers {
    /** Fewest characters of a secret. */
    public static final int FEWEST_CHARACTERS = 12;

    private final Store store;
    private final Clock clock;
    private final Revision.Cached<List<Known>> all;

    /** @param previous the secret that was there before a rotation, good until {@code previousUntil}; both or none */
    private record Known(
            ApiUser user,
            Salted secret,
            @Nullable Salted previous,
            @Nullable Instant previousUntil) {}

    private record Salted(String salt, String hash) {
        /** What is compared where there is none, so that it takes as long: nobody knows what it was made of. */
        static final Salted NOBODYS = of(Digest.random());

        static Salted of(String secret) {
            var salt = Digest.random();
            return new Salted(salt, Digest.of(salt + secret));
        }

        boolean fits(String secret) {
            return Digest.same(Digest.of(salt + secret), hash);
        }
    }

    public ApiUsers(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.all = store.revision().cached(this::load);
    }

    public List<ApiUser> all() {
        return all.get().stream().map(Known::user).toList();
    }

    public Optional<ApiUser> withId(long id) {
        return all().stream().filter(user -> user.id() == id).findFirst();
    }

    /** Logins are found without case. */
    public Optional<ApiUser> named(String login) {
        return known(login).map(Known::user);
    }

    /**
     * The active API user whose credentials these are. Which of the three was wrong cannot be told from the outside, nor by time.
     *
     * @param integrationCode null when none was sent
     */
    public Optional<ApiUser> signIn(String login, String secret, @Nullable String integrationCode) {
        var known = known(login);
        var secretFits = fits(known, secret);
        var wanted = known.map(k -> k.user().integrationCode()).orElse(null);
        var codeFits = wanted == null || Digest.same(wanted, integrationCode == null ? "" : integrationCode);
        return known.map(Known::user).filter(user -> secretFits && codeFits && user.active());
    }

    /** The same at a door that has no place for an integration code. */
    public Optional<ApiUser> signIn(String login, String secret) {
        var known = known(login);
        var secretFits = fits(known, secret);
        return known.map(Known::user).filter(user -> secretFits && user.active());
    }

    /** Takes as long when there is none of that login, and whether or not there is a previous secret. */
    private boolean fits(Optional<Known> known, String secret) {
        var fits = known.map(Known::secret).orElse(Salted.NOBODYS).fits(secret);
        var fitsPrevious = known.map(Known::previous).orElse(Salted.NOBODYS).fits(secret);
        var isOverlap =
                known.map(Known::previousUntil).map(clock.instant()::isBefore).orElse(false);
        return fits || (fitsPrevious && isOverlap); // both were compared
    }

    /** Whether it is the secret of that API user; the one before a rotation is not. */
    public boolean isSecretOf(String login, String secret) {
        return known(login).map(k -> k.secret().fits(secret)).orElse(false);
    }

    /**
     * Adds an API user ({@code id} is passed over) and returns it with its id.
     *
     * @throws IllegalArgumentException for a secret that is too short, or a login that is taken
     */
    public ApiUser add(ApiUser user, String secret) {
        refuseShort(user.login(), secret);
        return store.write(() -> {
            named(user.login()).ifPresent(ApiUsers::refuseAnother);
            var kept = Salted.of(secret);
            var id = store.jdbc()
                    .sql("""
                            insert into api_user (login, login_key, secret_salt, secret_hash, integration_code, active)
                            values (:login, :key, :salt, :hash, :code, :active)
                            returning id""")
                    .param("login", user.login())
                    .param("key", Person.keyOf(user.login()))
                    .param("salt", kept.salt())
                    .param("hash", kept.hash())
                    .param("code", user.integrationCode())
                    .param("active", user.active())
                    .query(Long.class)
                    .single();
            keepCompanies(id, user.companies());
            store.revision().bump();
            return named(user.login()).orElseThrow();
        });
    }

    /**
     * Changes all but the secret.
     *
     * @throws IllegalArgumentException for a login that is taken
     */
    public void change(ApiUser user) {
        store.write(() -> {
            named(user.login()).filter(other -> other.id() != user.id()).ifPresent(ApiUsers::refuseAnother);
            store.jdbc()
                    .sql("""
                            update api_user
                            set login = :login, login_key = :key, integration_code = :code, active = :active
                            where id = :id""")
                    .param("id", user.id())
                    .param("login", user.login())
                    .param("key", Person.keyOf(user.login()))
                    .param("code", user.integrationCode())
                    .param("active", user.active())
                    .update();
            keepCompanies(user.id(), user.companies());
            store.revision().bump();
            return null;
        });
    }

    private static void refuseAnother(ApiUser there) {
        throw new IllegalArgumentException("API user \"" + there.login() + "\" is there already");
    }

    /** From now on the old secret opens nothing, nor does one that was left over by a rotation. */
    public void changeSecret(ApiUser user, String secret) {
        refuseShort(user.login(), secret);
        var kept = Salted.of(secret);
        store.write(() -> {
            store.jdbc()
                    .sql("""
                            update api_user
                            set secret_salt = :salt, secret_hash = :hash,
                                previous_salt = null, previous_hash = null, previous_until = null
                            where id = :id""")
                    .param("salt", kept.salt())
                    .param("hash", kept.hash())
                    .param("id", user.id())
                    .update();
            store.revision().bump();
            return null;
        });
    }

    /**
     * Changes the secret and lets the old one in until a moment, so that a program can be given the new one meanwhile. One that an earlier
     * rotation left over opens nothing any more.
     *
     * @throws IllegalArgumentException for a secret that is too short
     */
    public void rotate(ApiUser user, String secret, Instant until) {
        refuseShort(user.login(), secret);
        var kept = Salted.of(secret);
        store.write(() -> {
            // What stands on the right is what was there before.
            store.jdbc()
                    .sql("""
                            update api_user
                            set previous_salt = secret_salt, previous_hash = secret_hash, previous_until = :until,
                                secret_salt = :salt, secret_hash = :hash
                            where id = :id""")
                    .param("until", until.toEpochMilli())
                    .param("salt", kept.salt())
                    .param("hash", kept.hash())
                    .param("id", user.id())
                    .update();
            store.revision().bump();
            return null;
        });
    }

    /**
     * The same for so long; for no time at all the old one opens nothing from now on.
     *
     * @return until when the old one opens too
     */
    public Optional<Instant> rotate(ApiUser user, String secret, Duration overlap) {
        if (overlap.isZero()) {
            changeSecret(user, secret);
            return Optional.empty();
        }
        var until = clock.instant().plus(overlap);
        rotate(user, secret, until);
        return Optional.of(until);
    }

    /** Until when the secret from before a rotation opens, by the id of the API user; none of one whose newest alone opens. */
    public Map<Long, Instant> overlaps() {
        var overlaps = new HashMap<Long, Instant>();
        for (var known : all.get()) {
            var until = known.previousUntil();
            if (until != null && clock.instant().isBefore(until)) {
                overlaps.put(known.user().id(), until);
            }
        }
        return overlaps;
    }

    /** From now on only the newest secret opens. Does nothing where it is so already. */
    public void endOverlap(ApiUser user) {
        store.write(() -> {
            store.jdbc().sql("""
                            update api_user
                            set previous_salt = null, previous_hash = null, previous_until = null
                            where id = :id""").param("id", user.id()).update();
            store.revision().bump();
            return null;
        });
    }

    /** 160 random bits, with a prefix that secret scanners can know. */
    public static String randomSecret() {
        return "rts_" + Digest.random();
    }

    private void keepCompanies(long userId, Set<Long> companies) {
        store.jdbc()
                .sql("delete from api_user_company where api_user_id = :user")
                .param("user", userId)
                .update();
        for (var company : companies) {
            store.jdbc()
                    .sql("insert into api_user_company (api_user_id, company_id) values (:user, :company)")
                    .param("user", userId)
                    .param("company", company)
                    .update();
        }
    }

    private static void refuseShort(String login, String secret) {
        if (secret.length() < FEWEST_CHARACTERS) {
            throw new IllegalArgumentException("secret of API user \"%s\": %d characters; at least %d are needed"
                    .formatted(login, secret.length(), FEWEST_CHARACTERS));
        }
    }

    private Optional<Known> known(String login) {
        var key = Person.keyOf(login);
        return all.get().stream()
                .filter(k -> Person.keyOf(k.user().login()).equals(key))
                .findFirst();
    }

    private List<Known> load() {
        Map<Long, Set<Long>> companies = new HashMap<>();
        store.jdbc().sql("select api_user_id, company_id from api_user_company").query(rs -> {
            companies
                    .computeIfAbsent(rs.getLong("api_user_id"), u -> new HashSet<>())
                    .add(rs.getLong("company_id"));
        });
        var users = new ArrayList<Known>();
        store.jdbc().sql("""
                        select id, login, secret_salt, secret_hash, previous_salt, previous_hash, previous_until,
                               integration_code, active
                        from api_user
                        order by id""").query(rs -> {
            var id = rs.getLong("id");
            var until = rs.getLong("previous_until");
            boolean isRotated = !rs.wasNull();
            users.add(new Known(
                    new ApiUser(
                            id,
                            rs.getString("login"),
                            rs.getString("integration_code"),
                            companies.getOrDefault(id, Set.of()),
                            rs.getBoolean("active")),
                    new Salted(rs.getString("secret_salt"), rs.getString("secret_hash")),
                    isRotated ? new Salted(rs.getString("previous_salt"), rs.getString("previous_hash")) : null,
                    isRotated ? Instant.ofEpochMilli(until) : null));
        });
        return List.copyOf(users);
    }
}
