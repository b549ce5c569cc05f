package dev.roundtrip.web;

import dev.roundtrip.directory.Company;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.people.ApiUser;
import dev.roundtrip.people.ApiUsers;
import dev.roundtrip.people.LastUse;
import dev.roundtrip.people.Token;
import dev.roundtrip.people.Tokens;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The programs that come in over the APIs: API users, and tokens; for administrators. */
@Controller
final class ApiPages implements SettingsKinds {
    static final String LIST = "/settings/api";

    private final ApiUsers apiUsers;
    private final Tokens tokens;
    private final LastUse lastUse;
    private final Directory directory;
    private final Visitor visitor;
    private final PageWords pageWords;

    ApiPages(
            ApiUsers apiUsers,
            Tokens tokens,
            LastUse lastUse,
            Directory directory,
            Visitor visitor,
            PageWords pageWords) {
        this.apiUsers = apiUsers;
        this.tokens = tokens;
        this.lastUse = lastUse;
        this.directory = directory;
        this.visitor = visitor;
        this.pageWords = pageWords;
    }

    @Override
    public List<SettingsKind> kinds() {
        return List.of(new OfApiUsers(), new OfTokens());
    }

    @GetMapping(LIST)
    String list(Locale locale, Model model) {
        visitor.needsAdministrator();
        var words = pageWords.in(locale);
        model.addAttribute("tab", "api");
        model.addAttribute("lede", words.say("settings.api.lede"));
        model.addAttribute("tables", List.of(apiUsers(words), tokens(words)));
        return "settings/list";
    }

    private SettingsTable apiUsers(Words words) {
        var used = lastUse.ofApiUsers();
        var overlaps = apiUsers.overlaps();
        return new SettingsTable(
                "users",
                words.say("settings.api.users"),
                LIST + "/users/new",
                words.say("settings.api.users.none"),
                List.of(
                        words.say("setting.api-user.integration-code"),
                        words.say("setting.api-user.companies"),
                        words.say("settings.last-use")),
                apiUsers.all().stream()
                        .map(user -> row(user, used.get(user.id()), overlaps.get(user.id()), words))
                        .toList());
    }

    private SettingsTable.Row row(ApiUser user, @Nullable Instant used, @Nullable Instant overlap, Words words) {
        var address = LIST + "/users/" + user.id();
        var rotate = new SettingsTable.Act(address + "/rotate", words.say("settings.rotate.secret"), "refresh");
        var end = new SettingsTable.Act(address + "/end-overlap", words.say("settings.end-overlap"), "ban");
        return new SettingsTable.Row(
                "user-" + user.id(),
                address,
                user.login(),
                true,
                overlap == null ? null : words.say("settings.overlap", words.at(overlap)),
                List.of(
                        SettingsTable.Cell.of(user.integrationCode()),
                        SettingsTable.Cell.of(companies(user, words)),
                        SettingsTable.Cell.of(used == null ? words.say("settings.never") : words.time(used))),
                user.active(),
                true,
                overlap == null ? List.of(rotate) : List.of(rotate, end));
    }

    private String companies(ApiUser user, Words words) {
        if (user.companies().isEmpty()) {
            return words.say("settings.companies.all");
        }
        var first = user.companies().stream()
                .sorted()
                .limit(3)
                .map(directory::company)
                .flatMap(Optional::stream)
                .map(Company::name)
                .collect(Collectors.joining(", "));
        return user.companies().size() <= 3
                ? first
                : words.say("settings.companies.more", first, user.companies().size() - 3);
    }

    private SettingsTable tokens(Words words) {
        var used = lastUse.ofTokens();
        return new SettingsTable(
                "tokens",
                words.say("settings.api.tokens"),
                LIST + "/tokens/new",
                words.say("settings.api.tokens.none"),
                List.of(
                        words.say("setting.token.scopes"),
                        words.say("setting.token.expires"),
                        words.say("settings.last-use")),
                tokens.all().stream()
                        .sorted(Comparator.comparing(Token::name, String.CASE_INSENSITIVE_ORDER))
                        .map(token -> row(token, used.get(token.id()), words))
                        .toList());
    }

    private SettingsTable.Row row(Token token, @Nullable Instant used, Words words) {
        var address = LIST + "/tokens/" + token.id();
        return new SettingsTable.Row(
                "token-" + token.id(),
                address,
                token.name(),
                false,
                null,
                List.of(
                        SettingsTable.Cell.of(token.scopes().stream()
                                .sorted()
                                .map(scope -> words.say("settings.scope." + scope.word()))
                                .collect(Collectors.joining(", "))),
                        SettingsTable.Cell.of(expiry(token, words)),
                        SettingsTable.Cell.of(used == null ? words.say("settings.never") : words.time(used))),
                token.expiresAt() == null || !tokens.isOver(token.expiresAt()),
                false,
                List.of(
                        new SettingsTable.Act(address + "/rotate", words.say("settings.rotate.token"), "refresh"),
                        new SettingsTable.Act(address + "/delete", words.say("callouts.delete"), "trash")));
    }

    private String expiry(Token token, Words words) {
        var expires = token.expiresAt();
        if (expires == null) {
            return words.say("settings.never");
        }
        return tokens.isOver(expires) ? words.say("settings.expired", words.time(expires)) : words.time(expires);
    }

    private static final class OfApiUsers implements SettingsKind {
        @Override
        public String section() {
            return "api-users";
        }

        @Override
        public String address() {
            return LIST + "/users";
        }

        @Override
        public String tab() {
            return "api";
        }

        @Override
        public String word() {
            return "api-user";
        }

        @Override
        public boolean isForAdministrators() {
            return true;
        }

        @Override
        public List<EntryField> fields(@Nullable Long id, Words words) {
            return List.of(
                    EntryField.of(EntryField.Kind.LINE, "login", "w4 must"),
                    EntryField.of(EntryField.Kind.TICK, "active", "w2"),
                    EntryField.of(EntryField.Kind.LINE, "integration-code", "w3"),
                    EntryField.of(EntryField.Kind.LINES, "companies", "w3"));
        }
    }

    private static final class OfTokens implements SettingsKind {
        @Override
        public String section() {
            return "tokens";
        }

        @Override
        public String address() {
            return LIST + "/tokens";
        }

        @Override
        public String tab() {
            return "api";
        }

        @Override
        public String word() {
            return "token";
        }

        @Override
        public boolean isForAdministrators() {
            return true;
        }

        @Override
        public Map<String, Object> fresh() {
            return Map.of("scopes", List.of(Token.Scope.READ.word()));
        }

        /** In the desk's zone, and as a day alone where it ends with one. */
        @Override
        public Map<String, ?> shown(Map<String, ?> entry, Words words) {
            if (!(entry.get("expires") instanceof String expires)) {
                return entry;
            }
            var at = Instant.parse(expires).atZone(words.zone());
            var shown = new LinkedHashMap<String, @Nullable Object>(entry);
            shown.put(
                    "expires",
                    at.toLocalTime().equals(LocalTime.MIDNIGHT)
                            ? at.toLocalDate().toString()
                            : at.toOffsetDateTime().toString());
            return shown;
        }

        @Override
        public void check(@Nullable Long id, Typed typed, FormMistakes mistakes, Words words) {
            if (typed.all("scopes").isEmpty()) {
                mistakes.add("scopes", new MistakeWords.Said(words.say("mistake.scopes"), null));
            }
        }

        @Override
        public List<EntryField> fields(@Nullable Long id, Words words) {
            return List.of(
                    EntryField.of(EntryField.Kind.LINE, "name", "w3 must"),
                    EntryField.of(EntryField.Kind.LINE, "expires", "w3"),
                    new EntryField(
                            "scopes",
                            EntryField.Kind.BOXES,
                            "must",
                            Arrays.stream(Token.Scope.values())
                                    .map(scope -> new Choice(scope.word(), words.say("settings.scope." + scope.word())))
                                    .toList()));
        }
    }
}
