package dev.roundtrip.people;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program that comes in over the REST API.
 *
 * @param id 0 before it is stored
 * @param login what it sends as UserName; unique without case
 * @param integrationCode what it must send as ApiIntegrationCode; null takes any
 * @param companies it sees and writes only tickets of these; empty means all
 */
public record ApiUser(long id, String login, @Nullable String integrationCode, Set<Long> companies, boolean active) {
    public ApiUser {
        login = login.strip();
        companies = Set.copyOf(companies);
        if (login.isEmpty() || login.length() > 200) {
            throw new IllegalArgumentException("API user \"" + login + "\": a login of 1 to 200 characters");
        }
    }

    public boolean maySee(long companyId) {
        return companies.isEmpty() || companies.contains(companyId);
    }

    public Actor actor() {
        return Actor.apiUser(id, login);
    }
}
