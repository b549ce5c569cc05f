package dev.roundtrip.setup;

import dev.roundtrip.directory.Company;
import dev.roundtrip.people.ApiUser;
import dev.roundtrip.people.ApiUsers;
import dev.roundtrip.setup.SetupDocument.ApiUserEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code api-users}. For a new one that was sent without a secret one is drawn. */
final class ApiUserSection extends AppliedSection<ApiUser, ApiUserEntry> {
    private static final String SECRET = "secret";

    ApiUserSection(Rooms rooms) {
        super(rooms, "api-users", "API user");
    }

    @Override
    List<ApiUser> all() {
        return rooms.apiUsers().all();
    }

    @Override
    long id(ApiUser user) {
        return user.id();
    }

    @Override
    String name(ApiUser user) {
        return user.login();
    }

    @Override
    String nameKey() {
        return "login";
    }

    @Override
    Map<String, @Nullable Object> entry(ApiUser user, Withheld secrets) {
        var entry = new EntryWriter()
                .text("login", user.login())
                .secret(SECRET, secrets.secret(SECRET, user.login()))
                .text("integration-code", user.integrationCode());
        if (!user.companies().isEmpty()) {
            entry.texts(
                    "companies",
                    user.companies().stream()
                            .sorted()
                            .map(rooms.directory()::company)
                            .flatMap(Optional::stream)
                            .map(Company::name)
                            .toList());
        }
        return entry.put("active", user.active()).entry();
    }

    @Override
    ApiUserEntry read(Part part, @Nullable Long id) {
        return SetupReader.apiUser(part);
    }

    @Override
    ApiUserEntry completed(ApiUserEntry entry, Map<String, Object> besides) {
        if (entry.secret() != null) {
            return entry;
        }
        var drawn = ApiUsers.randomSecret();
        besides.put(SECRET, new ToldOnce(drawn));
        return entry.with(new Secret(drawn));
    }
}
