package dev.roundtrip.store;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of the processes that share a store one does a certain work, until it has not been heard for 30 s. Where nobody shares it there is
 * nobody to agree with.
 */
public final class NodeTurn {
    private static final Duration HELD_FOR = Duration.ofSeconds(30);
    private static final Logger log = LoggerFactory.getLogger(NodeTurn.class);

    private final Store store;
    private final Clock clock;
    private final String work;
    private final String node;

    /**
     * @param work what is to be done by one at a time
     * @param node this process's name among those that share the store
     */
    public NodeTurn(Store store, Clock clock, String work, String node) {
        this.store = store;
        this.clock = clock;
        this.work = work;
        this.node = node;
    }

    /** Whether it is this process that does the work, which it then is for the next 30 s at least. */
    public boolean isMine() {
        return !store.isShared() || store.writeAside(this::taken);
    }

    private boolean taken() {
        var now = clock.instant();
        return store.jdbc()
                        .sql("""
                                insert into node_turn (work, node, held_until) values (:work, :node, :until)
                                on conflict (work) do update set node = excluded.node, held_until = excluded.held_until
                                where node_turn.node = excluded.node or node_turn.held_until <= :now""")
                        .param("work", work)
                        .param("node", node)
                        .param("until", now.plus(HELD_FOR).toEpochMilli())
                        .param("now", now.toEpochMilli())
                        .update()
                == 1;
    }

    /** Another may do it at once. */
    private void letGo() {
        if (store.isShared()) {
            store.writeAside(() -> store.jdbc()
                    .sql("delete from node_turn where work = :work and node = :node")
                    .param("work", work)
                    .param("node", node)
                    .update());
        }
    }

    /**
     * At the end of whoever did the work on a thread of its own: waits for that, and lets another do it.
     *
     * @param working asked to end already; null where it never began
     */
    public void endAfter(@Nullable Thread working) {
        if (working == null) {
            return;
        }
        try {
            working.join();
            letGo();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.debug("{}: another does it in {}, without being told", work, HELD_FOR, e);
        }
    }
}
