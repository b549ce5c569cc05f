package dev.roundtrip.people;

import dev.roundtrip.store.Revision;
import dev.roundtrip.store.Store;
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
    private final Revision.Cached<List<Known>> all;

    private record Known(ApiUser user, String salt, String hash) {}

    public ApiUsers(Store store) {
        this.store = store;
        this.all = store.revision().cached(this::load);
    }

    public List<ApiUser> all() {
        return all.get().stream().map(Known::user).toList();
    }

    public Optional<ApiUser> withId(long id) {
        return all().stream().filter(user -> user.id() == id).findFirst();
    }

    /** 160 random bits: a secret that nobody has to think of. */
    public static String randomSecret() {
        return Digest.random();
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

    /** Takes as long when there is none of that login. */
    private static boolean fits(Optional<Known> known, String secret) {
        var salt = known.map(Known::salt).orElse("");
        var hash = known.map(Known::hash).orElse("");
        return Digest.same(Digest.of(salt + secret), hash);
    }

    /** Whether it is the secret of that API user. */
    public boolean isSecretOf(String login, String secret) {
        return known(login)
                .map(k -> Digest.same(Digest.of(k.salt() + secret), k.hash()))
                .orElse(false);
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
            var salt = Digest.random();
            var id = store.jdbc()
                    .sql("""
                            insert into api_user (login, login_key, secret_salt, secret_hash, integration_code, active)
                            values (:login, :key, :salt, :hash, :code, :active)
                            returning id""")
                    .param("login", user.login())
                    .param("key", Person.keyOf(user.login()))
                    .param("salt", salt)
                    .param("hash", Digest.of(salt + secret))
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

    public void changeSecret(ApiUser user, String secret) {
        refuseShort(user.login(), secret);
        store.write(() -> {
            var salt = Digest.random();
            store.jdbc()
                    .sql("update api_user set secret_salt = :salt, secret_hash = :hash where id = :id")
                    .param("salt", salt)
                    .param("hash", Digest.of(salt + secret))
                    .param("id", user.id())
                    .update();
            store.revision().bump();
            return null;
        });
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
        store.jdbc()
                .sql("select id, login, secret_salt, secret_hash, integration_code, active from api_user order by id")
                .query(rs -> {
                    var id = rs.getLong("id");
                    users.add(new Known(
                            new ApiUser(
                                    id,
                                    rs.getString("login"),
                                    rs.getString("integration_code"),
                                    companies.getOrDefault(id, Set.of()),
                                    rs.getBoolean("active")),
                            rs.getString("secret_salt"),
                            rs.getString("secret_hash")));
                });
        return List.copyOf(users);
    }
}
