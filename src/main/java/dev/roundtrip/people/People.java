package dev.roundtrip.people;

import dev.roundtrip.field.EntityRow;
import dev.roundtrip.field.EntityRows;
import dev.roundtrip.field.Filter;
import dev.roundtrip.field.Page;
import dev.roundtrip.field.Query;
import dev.roundtrip.field.Search;
import dev.roundtrip.store.Revision;
import dev.roundtrip.store.Store;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The people of the desk, and whether a password is theirs. */
public final class People {
    /** Fewest characters of a password. */
    public static final int PASSWORD_CHARACTERS = Passwords.FEWEST_CHARACTERS;
    /** Most characters of one. */
    public static final int MOST_PASSWORD_CHARACTERS = Passwords.MOST_CHARACTERS;

    /** Bound while several are changed together: who of them may be the last is judged at the end. */
    private static final ScopedValue<Boolean> TOGETHER = ScopedValue.newInstance();

    private final Store store;
    private final Clock clock;
    private final PersonalChoices choices;
    private final Revision.Cached<Map<Long, Person>> all;
    private final EntityRows<PersonField> rows;

    public People(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.choices = new PersonalChoices(store);
        this.all = store.revision().cached(this::load);
        // They belong to the desk, and to none of the companies.
        this.rows = new EntityRows<>(
                store, PersonField.class, new Search.Rows("person p", "p.id", "1 = 0", Set.of(PersonField.ID)));
    }

    public List<Person> all() {
        return List.copyOf(all.get().values());
    }

    public Optional<Person> withId(long id) {
        return Optional.ofNullable(all.get().get(id));
    }

    /** As programs know them; none of companies that the query names. */
    public Page<EntityRow<PersonField>> find(Query query) {
        return rows.find(query);
    }

    /** @param companies when there are any, nobody is of them */
    public long count(Filter where, Set<Long> companies) {
        return rows.count(where, companies);
    }

    /** As programs know that person. */
    public Optional<EntityRow<PersonField>> row(long id) {
        return rows.find(id);
    }

    /** Logins are found without case. */
    public Optional<Person> named(String login) {
        return all().stream()
                .filter(p -> Person.keyOf(p.login()).equals(Person.keyOf(login)))
                .findFirst();
    }

    /** Whether nobody is there yet: then the first administrator is still to be made. */
    public boolean isEmpty() {
        return all.get().isEmpty();
    }

    /**
     * Adds a person ({@code id} is passed over) and returns it with its id.
     *
     * @param password null for one who cannot sign in yet
     * @throws IllegalArgumentException for a password too short or too long, or a login that is taken
     */
    public Person add(Person person, @Nullable String password) {
        return addHashed(person, password == null ? null : PasswordHash.of(password));
    }

    /** The same within a write that must not wait for the hash. */
    public Person addHashed(Person person, @Nullable PasswordHash hash) {
        return store.write(() -> {
            named(person.login()).ifPresent(People::refuseAnother);
            var id = store.jdbc()
                    .sql("""
                            insert into person (login, login_key, name, email, role, language, password_hash, active)
                            values (:login, :key, :name, :email, :role, :language, :hash, :active)
                            returning id""")
                    .param("login", person.login())
                    .param("key", Person.keyOf(person.login()))
                    .param("name", person.name())
                    .param("email", person.email())
                    .param("role", person.role().word())
                    .param("language", person.language())
                    .param("hash", hash == null ? null : hash.text())
                    .param("active", person.active())
                    .query(Long.class)
                    .single();
            store.revision().bump();
            return withId(id).orElseThrow();
        });
    }

    /** Somebody who can sign in has to be left who may change the desk. */
    public static final class NoAdministratorLeft extends RuntimeException {
        private final Set<Long> administrators;

        NoAdministratorLeft(Set<Long> administrators) {
            super("no administrator would be left who can sign in; make another person one first");
            this.administrators = administrators;
        }

        /** The ids of all there were. */
        public Set<Long> administrators() {
            return administrators;
        }
    }

    /**
     * Makes several changes, of which the first may take from one what a later one gives to another. All are undone where that does not hold
     * at the end.
     *
     * @throws NoAdministratorLeft when there was an administrator who can sign in, and would be none
     */
    public void together(Runnable changes) {
        store.write(() -> {
            var before = administrators();
            ScopedValue.where(TOGETHER, true).run(changes);
            if (!before.isEmpty() && administrators().isEmpty()) {
                throw new NoAdministratorLeft(before);
            }
            return null;
        });
    }

    /**
     * Changes all but the password.
     *
     * @throws IllegalArgumentException for a login that is taken
     * @throws NoAdministratorLeft when that person was the last who can sign in, unless others change {@link #together} with it
     */
    public void change(Person person) {
        if (TOGETHER.isBound()) {
            keep(person);
        } else {
            together(() -> keep(person));
        }
    }

    private void keep(Person person) {
        store.write(() -> {
            named(person.login()).filter(other -> other.id() != person.id()).ifPresent(People::refuseAnother);
            store.jdbc()
                    .sql("""
                            update person
                            set login = :login, login_key = :key, name = :name, email = :email, role = :role,
                                language = :language, active = :active
                            where id = :id""")
                    .param("id", person.id())
                    .param("login", person.login())
                    .param("key", Person.keyOf(person.login()))
                    .param("name", person.name())
                    .param("email", person.email())
                    .param("role", person.role().word())
                    .param("language", person.language())
                    .param("active", person.active())
                    .update();
            if (!person.active()) {
                choices.signOut(person.id(), clock.instant()); // also one who is let in again before the next request
            }
            store.revision().bump();
            return null;
        });
    }

    private static void refuseAnother(Person there) {
        throw new IllegalArgumentException("login \"" + there.login() + "\" is taken");
    }

    /** Whoever has signed in with the one before is signed out. */
    public void changePassword(long id, PasswordHash hash) {
        store.write(() -> {
            store.jdbc()
                    .sql("update person set password_hash = :hash where id = :id")
                    .param("hash", hash.text())
                    .param("id", id)
                    .update();
            choices.signOut(id, clock.instant());
            return null;
        });
    }

    /** Whether it is the password of the person of that id. */
    public boolean isPasswordOf(long id, String password) {
        return Passwords.KEPT.matches(password, hashOf(id));
    }

    /**
     * The active person whose login and password these are. Takes as long when there is none of that login. A password that was kept in an
     * older way is kept anew.
     */
    public Optional<Person> signIn(String login, String password) {
        var person = named(login).filter(Person::active);
        var hash = person.map(p -> hashOf(p.id())).orElse(null);
        if (!Passwords.KEPT.matches(password, hash)) {
            return Optional.empty();
        }
        if (hash != null && Passwords.KEPT.isOutdated(hash)) {
            person.ifPresent(p -> renew(p.id(), hash, Passwords.KEPT.hash(password)));
        }
        return person;
    }

    /** No change of the password, so nobody is signed out; and none where it was changed meanwhile. */
    private void renew(long id, String before, String now) {
        store.write(() -> store.jdbc()
                .sql("update person set password_hash = :now where id = :id and password_hash = :before")
                .param("now", now)
                .param("id", id)
                .param("before", before)
                .update());
    }

    /** Whether the person of that id can sign in, once active. */
    public boolean hasPassword(long id) {
        return hashOf(id) != null;
    }

    /** The ids of those who are active, administrators, and able to sign in. */
    public Set<Long> administrators() {
        return Set.copyOf(store.jdbc()
                .sql("select id from person where role = :role and active and password_hash is not null")
                .param("role", Role.ADMINISTRATOR.word())
                .query(Long.class)
                .list());
    }

    private @Nullable String hashOf(long id) {
        return store.jdbc()
                .sql("select password_hash from person where id = :id and password_hash is not null")
                .param("id", id)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private Map<Long, Person> load() {
        var people = new HashMap<Long, Person>();
        store.jdbc()
                .sql("select id, login, name, email, role, language, active from person")
                .query(rs -> {
                    people.put(
                            rs.getLong("id"),
                            new Person(
                                    rs.getLong("id"),
                                    rs.getString("login"),
                                    rs.getString("name"),
                                    rs.getString("email"),
                                    Role.of(rs.getString("role")),
                                    rs.getString("language"),
                                    rs.getBoolean("active")));
                });
        return Map.copyOf(people);
    }
}
