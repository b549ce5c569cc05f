package dev.roundtrip.people;

import dev.roundtrip.people.SecurityCheck.Fault;
import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of the security log, each held by the hash of the one before. Whoever adds one has the chain's own row first, so that all
 * who share the store add to one chain; that is left to the end of a write, where nothing else is waited for.
 */
final class SecurityChain {
    /** So many are looked at with one question. */
    private static final int A_PAGE = 1000;
    /** A walk that was overtaken by a removal begins anew, at most so often. */
    private static final int MOST_WALKS = 10;

    private static final Logger log = LoggerFactory.getLogger(SecurityChain.class);

    private final Store store;

    SecurityChain(Store store) {
        this.store = store;
    }

    /**
     * @param last that was added
     * @param removed the last of those that were removed for their age
     */
    private record Ends(SecurityMark last, SecurityMark removed) {}

    private record Link(SecurityRow row, String hash) {
        boolean fits(String before) {
            return hash.equals(row.hashAfter(before));
        }

        SecurityMark mark() {
            return new SecurityMark(row.id(), hash);
        }
    }

    SecurityMark newest() {
        return ends().last();
    }

    private Ends ends() {
        return store.jdbc()
                .sql("select last_id, last_hash, removed_id, removed_hash from security_chain where id = 1")
                .query((rs, n) -> new Ends(
                        new SecurityMark(rs.getLong("last_id"), rs.getString("last_hash")),
                        new SecurityMark(rs.getLong("removed_id"), rs.getString("removed_hash"))))
                .single();
    }

    /** At the end of the write that this is called in; the row's id is passed over. */
    void add(SecurityRow row) {
        store.beforeCommit(() -> append(row));
    }

    private void append(SecurityRow row) {
        var before = store.jdbc()
                .sql("update security_chain set last_id = last_id + 1 where id = 1 returning last_id, last_hash")
                .query((rs, n) -> new SecurityMark(rs.getLong("last_id"), rs.getString("last_hash")))
                .single();
        var numbered = row.numbered(before.id());
        var hash = numbered.hashAfter(before.hash());
        store.jdbc().sql("""
                        insert into security_event (id, at, actor_kind, actor_id, actor_name, address, what, kind, name, hash)
                        values (:id, :at, :actorKind, :actorId, :actorName, :address, :what, :kind, :name, :hash)""").params(numbered.binds()).param("hash", hash).update();
        store.jdbc()
                .sql("update security_chain set last_hash = :hash where id = 1")
                .param("hash", hash)
                .update();
    }

    /**
     * Removes the oldest, at most so many, and adds an event that says so. One that does not fit stays, and all behind it: it may be
     * what somebody will look for.
     *
     * @return how many are gone
     */
    int remove(Instant before, int most, SecurityRow event) {
        return store.write(() -> {
            var gone = new int[1];
            store.beforeCommit(() -> gone[0] = removeNow(before, most, event));
            return gone;
        })[0];
    }

    private int removeNow(Instant before, int most, SecurityRow event) {
        // Nobody else removes or adds from here on.
        store.jdbc()
                .sql("update security_chain set removed_id = removed_id where id = 1")
                .update();
        var from = ends().removed();
        var until = from;
        int count = 0;
        for (var link : links(Long.MIN_VALUE, Long.MAX_VALUE, most)) {
            if (link.row().at() >= before.toEpochMilli()) {
                break;
            }
            if (link.row().id() != until.id() + 1 || !link.fits(until.hash())) {
                log.error(
                        "security log: event {} does not fit into the chain; it is kept, and what follows it",
                        link.row().id());
                break;
            }
            until = link.mark();
            count++;
        }
        if (count > 0) {
            store.jdbc()
                    .sql("delete from security_event where id <= :until")
                    .param("until", until.id())
                    .update();
            store.jdbc()
                    .sql("update security_chain set removed_id = :id, removed_hash = :hash where id = 1")
                    .param("id", until.id())
                    .param("hash", until.hash())
                    .update();
            append(event.named(new SecurityEvent.Removal(count, until).text()));
        }
        return count;
    }

    /** @param kept a mark from before; null for none */
    SecurityCheck check(@Nullable SecurityMark kept) {
        for (int walk = 1; ; walk++) {
            var ends = ends();
            var found = new Walk(ends, kept).walked();
            // What is removed while it is walked along leaves holes that are none.
            if (found.fits() || walk == MOST_WALKS || ends().removed().equals(ends.removed())) {
                return found;
            }
        }
    }

    private final class Walk {
        private final Ends ends;
        private final @Nullable SecurityMark kept;
        private SecurityMark last;
        private long events;
        private SecurityMark said = new SecurityMark(0, "");
        private boolean isMet;

        Walk(Ends ends, @Nullable SecurityMark kept) {
            this.ends = ends;
            this.kept = kept;
            this.last = ends.removed();
            this.isMet = kept == null || kept.equals(ends.removed());
        }

        SecurityCheck walked() {
            long after = Long.MIN_VALUE;
            while (true) {
                var page = links(after, ends.last().id(), A_PAGE);
                for (var link : page) {
                    long id = link.row().id();
                    if (id != last.id() + 1) {
                        return id <= last.id() ? found(Fault.ADDED, id) : found(Fault.MISSING, last.id() + 1);
                    }
                    if (!link.fits(last.hash())) {
                        return found(Fault.ALTERED, id);
                    }
                    met(link);
                }
                if (page.size() < A_PAGE) {
                    return ended();
                }
                after = page.getLast().row().id();
            }
        }

        private void met(Link link) {
            last = link.mark();
            events++;
            isMet |= last.equals(kept);
            if (link.row().what().equals(What.REMOVED.word())) {
                SecurityEvent.Removal.of(link.row().name()).ifPresent(removal -> said = removal.until());
            }
        }

        private SecurityCheck ended() {
            if (last.id() < ends.last().id()) {
                return found(Fault.MISSING, last.id() + 1);
            }
            if (!last.equals(ends.last())) {
                return found(Fault.END, last.id());
            }
            if (!said.equals(ends.removed())) {
                return found(Fault.BEGINNING, ends.removed().id() + 1);
            }
            var beyond = beyond();
            if (beyond.isPresent()) {
                return found(Fault.ADDED, beyond.get());
            }
            if (kept != null && !isMet) {
                return found(kept.id() < ends.removed().id() ? Fault.TOO_OLD : Fault.REWRITTEN, kept.id());
            }
            return found(null, 0);
        }

        private SecurityCheck found(@Nullable Fault fault, long at) {
            return new SecurityCheck(events, ends.removed().id() + 1, last, fault, at);
        }
    }

    /** The first that stands behind the last; asked at once with that, for others add meanwhile. */
    private Optional<Long> beyond() {
        return store.jdbc().sql("""
                        select e.id
                        from security_event e
                        join security_chain c on c.id = 1 and e.id > c.last_id
                        order by e.id limit 1""").query(Long.class).optional();
    }

    private List<Link> links(long after, long until, int most) {
        return store.jdbc()
                .sql("select * from security_event where id > :after and id <= :until order by id limit :most")
                .param("after", after)
                .param("until", until)
                .param("most", most)
                .query((rs, n) -> new Link(SecurityRow.of(rs), rs.getString("hash")))
                .list();
    }
}
