package dev.roundtrip.people;

import dev.roundtrip.store.Store;
import java.time.Clock;
import java.util.Optional;

/** Which accounts at a sign-in provider are whose. An account is its issuer's name and its subject there, for addresses and names change. */
public final class Identities {
    private final Store store;
    private final Clock clock;

    public Identities(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The id of the person. */
    public Optional<Long> personOf(String issuer, String subject) {
        return store.jdbc()
                .sql("select person_id from person_identity where issuer = :issuer and subject = :subject")
                .param("issuer", issuer)
                .param("subject", subject)
                .query(Long.class)
                .optional();
    }

    public boolean isLinked(long personId, String issuer) {
        return store.jdbc()
                        .sql("select count(*) from person_identity where issuer = :issuer and person_id = :person")
                        .param("issuer", issuer)
                        .param("person", personId)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Whether it is theirs now; not where it is somebody's already, or the person has another one there. */
    public boolean link(long personId, String issuer, String subject) {
        return store.write(() -> store.jdbc()
                        .sql("""
                                insert into person_identity (issuer, subject, person_id, linked)
                                values (:issuer, :subject, :person, :linked)
                                on conflict do nothing""")
                        .param("issuer", issuer)
                        .param("subject", subject)
                        .param("person", personId)
                        .param("linked", clock.instant().toEpochMilli())
                        .update())
                == 1;
    }

    /** No error where there is none. */
    public void unlink(long personId, String issuer) {
        store.write(() -> store.jdbc()
                .sql("delete from person_identity where issuer = :issuer and person_id = :person")
                .param("issuer", issuer)
                .param("person", personId)
                .update());
    }
}
