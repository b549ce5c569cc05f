package dev.roundtrip.people;

import dev.roundtrip.store.Revision;
import dev.roundtrip.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Bearer tokens: only their fingerprints are kept. */
public final class Tokens {
    /** Fewest characters of a token. */
    public static final int FEWEST_CHARACTERS = 20;

    private final Store store;
    private final Clock clock;
    private final Revision.Cached<Map<String, Token>> byHash;
    private volatile @Nullable String ofThisRun;

    public Tokens(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.byHash = store.revision().cached(this::load);
    }

    public List<Token> all() {
        return List.copyOf(byHash.get().values());
    }

    /** Lets one more text in as an administrator's until this process ends: for commands on the same machine. */
    public void admitForThisRun(String text) {
        ofThisRun = Digest.of(text);
    }

    /** The token of that text, unless it has expired. */
    public Optional<Token> of(String text) {
        if (ofThisRun != null && Digest.same(Digest.of(text), ofThisRun)) {
            return Optional.of(new Token(0, "roundtrip command", Set.of(Token.Scope.ADMIN), null));
        }
        return Optional.ofNullable(byHash.get().get(Digest.of(text)))
                .filter(token -> token.expiresAt() == null || !isOver(token.expiresAt()));
    }

    /** Whether a token that expires then opens nothing any more. */
    public boolean isOver(Instant expiresAt) {
        return !clock.instant().isBefore(expiresAt);
    }

    public Optional<Token> named(String name) {
        return all().stream().filter(token -> isNamed(token, name)).findFirst();
    }

    public Optional<Token> withId(long id) {
        return all().stream().filter(token -> token.id() == id).findFirst();
    }

    private static boolean isNamed(Token token, String name) {
        return Person.keyOf(token.name()).equals(Person.keyOf(name));
    }

    /** Whether {@code text} is what the token of that name stands for. */
    public boolean isTextOf(String name, String text) {
        var token = byHash.get().get(Digest.of(text));
        return token != null && isNamed(token, name);
    }

    /**
     * Adds the token, or changes the one of that name.
     *
     * @throws IllegalArgumentException when {@code text} is too short, or another token's
     */
    public void keep(Token token, String text) {
        if (text.length() < FEWEST_CHARACTERS) {
            throw new IllegalArgumentException("token \"%s\": %d characters; at least %d are needed"
                    .formatted(token.name(), text.length(), FEWEST_CHARACTERS));
        }
        store.write(() -> {
            var holder = byHash.get().get(Digest.of(text));
            if (holder != null && !isNamed(holder, token.name())) {
                throw new IllegalArgumentException(
                        "token \"%s\" has the text of token \"%s\"; each needs a text of its own"
                                .formatted(token.name(), holder.name()));
            }
            store.jdbc()
                    .sql("""
                            insert into token (name, name_key, token_hash, scopes, expires_at)
                            values (:name, :key, :hash, :scopes, :expires)
                            on conflict (name_key) do update
                            set name = excluded.name, token_hash = excluded.token_hash, scopes = excluded.scopes,
                                expires_at = excluded.expires_at""")
                    .param("name", token.name())
                    .param("key", Person.keyOf(token.name()))
                    .param("hash", Digest.of(text))
                    .param("scopes", words(token))
                    .param("expires", expiry(token))
                    .update();
            store.revision().bump();
            return null;
        });
    }

    /**
     * Changes all of the token of that id but its text.
     *
     * @throws IllegalArgumentException for a name that is taken
     */
    public void change(Token token) {
        store.write(() -> {
            named(token.name()).filter(other -> other.id() != token.id()).ifPresent(other -> {
                throw new IllegalArgumentException("token \"" + other.name() + "\" is there already");
            });
            store.jdbc()
                    .sql("""
                            update token
                            set name = :name, name_key = :key, scopes = :scopes, expires_at = :expires
                            where id = :id""")
                    .param("id", token.id())
                    .param("name", token.name())
                    .param("key", Person.keyOf(token.name()))
                    .param("scopes", words(token))
                    .param("expires", expiry(token))
                    .update();
            store.revision().bump();
            return null;
        });
    }

    /** From here on another text opens what that token opens, and the one before opens nothing. Empty when there is none of that id. */
    public Optional<Token> changeText(long id, String text) {
        return store.write(() -> {
            store.jdbc()
                    .sql("update token set token_hash = :hash where id = :id")
                    .param("hash", Digest.of(text))
                    .param("id", id)
                    .update();
            store.revision().bump();
            return withId(id);
        });
    }

    /** From here on its text opens nothing. No error when there is none of that id. */
    public void delete(long id) {
        store.write(() -> {
            store.jdbc().sql("delete from token where id = :id").param("id", id).update();
            store.revision().bump();
            return null;
        });
    }

    private static String words(Token token) {
        return token.scopes().stream().map(Token.Scope::word).sorted().collect(Collectors.joining(" "));
    }

    private static @Nullable Long expiry(Token token) {
        return token.expiresAt() == null ? null : token.expiresAt().toEpochMilli();
    }

    /** 160 random bits with a prefix that secret scanners can know. */
    public static String random() {
        return "rt_" + Digest.random();
    }

    private Map<String, Token> load() {
        var tokens = new HashMap<String, Token>();
        store.jdbc()
                .sql("select id, name, token_hash, scopes, expires_at from token")
                .query(rs -> {
                    var millis = rs.getLong("expires_at");
                    var expires = rs.wasNull() ? null : Instant.ofEpochMilli(millis);
                    tokens.put(
                            rs.getString("token_hash"),
                            new Token(
                                    rs.getLong("id"),
                                    rs.getString("name"),
                                    Arrays.stream(rs.getString("scopes").split(" "))
                                            .map(Token.Scope::of)
                                            .collect(Collectors.toSet()),
                                    expires));
                });
        return Map.copyOf(tokens);
    }
}
