package dev.roundtrip.api;

import dev.roundtrip.people.Actor;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who came in.
 *
 * @param companies sees and writes only tickets of these; empty means of all
 * @param impersonated the id of the person in whose name it creates, if it said so
 * @param noted as the security log names it
 */
record Caller(Actor actor, Set<Long> companies, @Nullable Long impersonated, Actor noted) {
    Caller(Actor actor, Set<Long> companies, @Nullable Long impersonated) {
        this(actor, companies, impersonated, actor);
    }

    Caller {
        companies = Set.copyOf(companies);
    }

    boolean maySee(long companyId) {
        return companies.isEmpty() || companies.contains(companyId);
    }

    /**
     * @param wanted the company that somebody wants something to be of; empty says nothing of it
     * @throws ApiProblem when it is none of those
     */
    void refuseOtherCompany(Optional<Object> wanted) {
        if (wanted.isEmpty() || companies.isEmpty()) {
            return;
        }
        var allowed = companies.stream().map(String::valueOf).sorted().toList();
        if (!allowed.contains(wanted.get().toString().strip())) {
            throw ApiProblem.badInput("companyID: this API user may use %s, not %s"
                    .formatted(
                            String.join(", ", allowed),
                            Characters.shortened(wanted.get().toString(), 60)));
        }
    }
}
