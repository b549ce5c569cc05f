package dev.roundtrip.setup;

import static dev.roundtrip.setup.BasicsApplying.added;
import static dev.roundtrip.setup.BasicsApplying.called;

import dev.roundtrip.directory.Company;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.notify.Channel;
import dev.roundtrip.people.ApiUser;
import dev.roundtrip.people.PasswordHash;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.Token;
import dev.roundtrip.rule.RuleWords;
import dev.roundtrip.setup.SetupDocument.ApiUserEntry;
import dev.roundtrip.setup.SetupDocument.PersonEntry;
import dev.roundtrip.setup.SetupDocument.TokenEntry;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Applies who may come in: people, API users, tokens. A password or secret that the file leaves out stays as it is. */
final class PeopleApplying {
    /** Of companies that nobody knows: more than these nobody reads. */
    private static final int MOST_TOLD = 100;

    /** The last that is written with a year of four digits. */
    private static final Instant LAST_EXPIRY = Instant.parse("9999-12-31T23:59:59Z");

    private final Applying applying;
    private final Rooms rooms;
    private final NewPasswords passwords;

    PeopleApplying(Applying applying, NewPasswords passwords) {
        this.applying = applying;
        this.rooms = applying.rooms;
        this.passwords = passwords;
    }

    void person(PersonEntry entry) {
        refuseMeaning(entry.at("login"), entry.login());
        var kept = applying.meant(rooms.people().named(entry.login()), rooms.people()::withId);
        var wanted = new Person(
                kept.map(Person::id).orElse(0L),
                entry.login(),
                entry.name(),
                entry.email(),
                entry.role(),
                entry.language(),
                entry.active());
        var otherPassword = passwords.changed().contains(entry.path());
        applying.change(
                () -> kept.map(now -> applying.compare(called("person", now.login()), entry.path())
                                .of("login", now.login(), wanted.login())
                                .of("name", now.name(), wanted.name())
                                .of("email", now.email(), wanted.email())
                                .of("role", now.role().word(), wanted.role().word())
                                .of("language", now.language(), wanted.language())
                                .of("active", now.active(), wanted.active())
                                .when(otherPassword, "the password of \"" + now.login() + "\" differs")
                                .differences())
                        .orElse(List.of(added("person", wanted.login()))),
                () -> keep(wanted, passwords.hashes().get(entry.path()), otherPassword));
    }

    private void keep(Person wanted, @Nullable PasswordHash password, boolean otherPassword) {
        if (wanted.id() == 0) {
            rooms.people().addHashed(wanted, password);
            return;
        }
        rooms.people().change(wanted);
        if (otherPassword && password != null) {
            rooms.people().changePassword(wanted.id(), password);
        }
    }

    void apiUser(ApiUserEntry entry) {
        refuseMeaning(entry.at("login"), entry.login());
        var kept = applying.meant(rooms.apiUsers().named(entry.login()), rooms.apiUsers()::withId);
        var secret = entry.secret();
        if (kept.isEmpty() && secret == null) {
            throw applying.refused(entry.path(), "lacks the key \"secret\", which a new API user needs");
        }
        var wanted = new ApiUser(
                kept.map(ApiUser::id).orElse(0L),
                entry.login(),
                entry.integrationCode(),
                companies(entry),
                entry.active());
        var otherSecret = secret != null
                && kept.filter(now -> !rooms.apiUsers().isSecretOf(now.login(), secret.text()))
                        .isPresent();
        applying.change(
                () -> kept.map(now -> applying.compare(called("API user", now.login()), entry.path())
                                .of("login", now.login(), wanted.login())
                                .of("integration-code", now.integrationCode(), wanted.integrationCode())
                                .of("companies", now.companies(), wanted.companies(), this::names)
                                .of("active", now.active(), wanted.active())
                                .when(otherSecret, "a secret of \"" + now.login() + "\" differs")
                                .differences())
                        .orElse(List.of(added("API user", wanted.login()))),
                () -> {
                    if (wanted.id() == 0 && secret != null) {
                        rooms.apiUsers().add(wanted, secret.text());
                        return;
                    }
                    rooms.apiUsers().change(wanted);
                    if (otherSecret && secret != null) {
                        rooms.apiUsers().changeSecret(wanted, secret.text());
                    }
                });
    }

    /** Rules name people by login, groups by these words, and channels with a mark: who was called so would be taken for a group. */
    private void refuseMeaning(String path, String login) {
        if (Channel.isMeantBy(login)) {
            throw applying.refused(path, "\"%s\" means a channel in rules; choose another login".formatted(login));
        }
        if (RuleWords.meansAGroup(login)) {
            throw applying.refused(path, "\"%s\" means a group in rules; choose another login".formatted(login));
        }
    }

    private Set<Long> companies(ApiUserEntry entry) {
        var ids = new LinkedHashSet<Long>();
        // Read once, within the one write: an entry may name thousands.
        var all = rooms.directory().companies();
        int unknown = 0;
        for (var name : entry.companies()) {
            var company = all.stream()
                    .filter(one -> keyOf(one.name()).equals(keyOf(name.text())))
                    .findFirst();
            company.map(Company::id).ifPresent(ids::add);
            if (company.isEmpty() && unknown++ < MOST_TOLD) {
                applying.unknown(
                        name.path(),
                        "company",
                        name.text(),
                        all.stream().map(Company::name).toList());
            }
        }
        if (unknown > 0) {
            throw new Applying.Told();
        }
        return ids;
    }

    private static String keyOf(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private String names(Set<Long> companies) {
        return companies.stream()
                .map(id -> rooms.directory().company(id).map(Company::name).orElse("company " + id))
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .collect(Collectors.joining(", "));
    }

    void token(TokenEntry entry) {
        var kept = applying.meant(rooms.tokens().named(entry.name()), rooms.tokens()::withId);
        var text = entry.token();
        if (kept.isEmpty() && text == null) {
            throw applying.refused(entry.path(), "lacks the key \"token\", which a new token needs");
        }
        if (text != null) {
            refuseSharedText(entry, text, kept);
        }
        var expires = expires(entry);
        // One that is kept and ran out since is no mistake: the file is applied at every start.
        if (expires != null
                && rooms.tokens().isOver(expires)
                && !kept.map(Token::expiresAt).filter(expires::equals).isPresent()) {
            throw applying.refused(
                    entry.at("expires"),
                    "\"%s\" is over already; a token that opens nothing is better left out".formatted(entry.expires()));
        }
        var wanted = new Token(kept.map(Token::id).orElse(0L), entry.name(), entry.scopes(), expires);
        applying.change(
                () -> kept.map(now -> applying.compare(called("token", now.name()), entry.path())
                                .of("name", now.name(), wanted.name())
                                .of("scopes", scopes(now), scopes(wanted))
                                .of("expires", shown(now.expiresAt()), shown(wanted.expiresAt()))
                                .when(
                                        text != null && !rooms.tokens().isTextOf(now.name(), text.text()),
                                        "a secret of \"" + now.name() + "\" differs")
                                .differences())
                        .orElse(List.of(added("token", wanted.name()))),
                () -> {
                    if (kept.isPresent()) {
                        rooms.tokens().change(wanted);
                    }
                    if (text != null) {
                        rooms.tokens().keep(wanted, text.text());
                    }
                });
    }

    private void refuseSharedText(TokenEntry entry, Secret text, Optional<Token> kept) {
        for (var other : rooms.tokens().all()) {
            if (kept.filter(other::equals).isEmpty() && rooms.tokens().isTextOf(other.name(), text.text())) {
                throw applying.refused(
                        entry.at("token"), "is the one of \"%s\" already; each needs its own".formatted(other.name()));
            }
        }
    }

    private @Nullable Instant expires(TokenEntry entry) {
        if (entry.expires() == null) {
            return null;
        }
        var time = FieldValues.instant(entry.expires(), rooms.desk().settings().zone());
        if (time == null || time.isAfter(LAST_EXPIRY)) {
            throw applying.refused(
                    entry.at("expires"),
                    "\"%s\" is neither a day, such as 2027-01-01, nor a time, such as 2027-01-01T12:00:00+01:00"
                            .formatted(entry.expires()));
        }
        return time;
    }

    private static String scopes(Token token) {
        return token.scopes().stream().map(Token.Scope::word).sorted().collect(Collectors.joining(", "));
    }

    private static @Nullable String shown(@Nullable Instant time) {
        return time == null ? null : FieldValues.shown(time);
    }
}
