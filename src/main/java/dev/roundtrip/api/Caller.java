package dev.roundtrip.api;

import dev.roundtrip.people.Actor;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who came in.
 *
 * @param companies sees and writes only tickets of these; empty means of all
 * @param impersonated the id of the person in whose name it creates, if it said so
 */
record Caller(Actor actor, Set<Long> companies, @Nullable Long impersonated) {
    Caller {
        companies = Set.copyOf(companies);
    }

    boolean maySee(long companyId) {
        return companies.isEmpty() || companies.contains(companyId);
    }
}
