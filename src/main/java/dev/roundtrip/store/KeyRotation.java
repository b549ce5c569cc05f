package dev.roundtrip.store;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a new key in place of the old one while the desk runs: makes it, waits until all nodes have it, lets it seal, seals anew what the
 * others sealed, and takes them out of the file when nothing is sealed with them any more. All of it is done step by step; where it was
 * interrupted stands in the store and in the file.
 */
public final class KeyRotation implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    private static final Duration A_STEP = Duration.ofSeconds(2);
    private static final int A_BATCH = 200;
    /** So many of those that do not open are named. */
    private static final int MOST_NAMED = 20;

    private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);

    private final Store store;
    private final Vault vault;
    private final List<SealedRows> tables;
    private final SealingKey sealing;
    private final KnownKeys known;
    private final NodeTurn turn;
    private final CountDownLatch end = new CountDownLatch(1);
    private @Nullable Thread thread;
    private Place place = Place.FIRST;

    /** How far sealing anew has come. */
    private record Place(int table, long after) {
        static final Place FIRST = new Place(0, 0);
    }

    /** How far it has come. */
    public enum Stage {
        /** another node does it, or did within the last 30 s */
        ELSEWHERE,
        /** the operator has to add a key, for the desk cannot */
        ADD_KEY,
        /** nodes do not have the new key yet */
        DISTRIBUTE,
        /** there is more to seal */
        SEALING,
        /** secrets that do not open keep the old key in its place */
        STUCK,
        /** all is sealed, and the operator has to remove the old keys, here or elsewhere */
        REMOVE_KEY,
        DONE;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What a step came to.
     *
     * @param key the id of the new key
     * @param made whether the key was made in this step
     * @param sealed how many secrets were sealed anew since the new key seals
     * @param left how many still are sealed with others; 0 while that is not known
     * @param names of nodes, or of secrets that do not open
     * @param removed ids of the keys that were removed, or are to be
     * @param why the desk could not do it by itself; null when it could
     */
    public record Step(
            Stage stage,
            String key,
            boolean made,
            long sealed,
            long left,
            List<String> names,
            List<String> removed,
            @Nullable String why) {
        private Step told(boolean nowMade) {
            return new Step(stage, key, nowMade, sealed, left, names, removed, why);
        }

        private Step because(String words) {
            return new Step(stage, key, made, sealed, left, names, removed, words);
        }

        private Step without(Set<String> old) {
            return new Step(stage, key, made, sealed, left, names, List.copyOf(old), why);
        }

        private Step left(long others) {
            return new Step(stage, key, made, sealed, others, names, removed, why);
        }
    }

    /** @param node this process's name among those that share the store */
    public KeyRotation(Store store, Clock clock, Vault vault, String node, List<SealedRows> tables) {
        this.store = store;
        this.vault = vault;
        this.tables = List.copyOf(tables);
        this.sealing = new SealingKey(store);
        this.known = new KnownKeys(store, clock, node);
        this.turn = new NodeTurn(store, clock, "key-rotation", node);
    }

    /**
     * Before the doors open: agrees with the other nodes on the key that seals.
     *
     * @throws StoreRefused when secrets are sealed with one that this node does not have
     */
    public void agree() {
        store.write(() -> {
            var ring = vault.ring();
            sealing.lock();
            var agreed = sealing.now().id();
            if (agreed == null || (ring.key(agreed) == null && count().getOrDefault(agreed, 0L) == 0)) {
                sealing.is(ring.newest());
            } else if (ring.key(agreed) == null) {
                throw new StoreRefused(
                        "secrets are sealed with key %s, which this node does not have; copy the key file from a node that has it"
                                .formatted(agreed));
            }
            if (store.isShared()) {
                known.tell(ring.ids());
            }
            return null;
        });
    }

    /** From here on other nodes hear which keys this one has, where there are others. */
    public void start() {
        if (store.isShared()) {
            thread = Thread.ofPlatform().name("known-keys").daemon().start(this::run);
        }
    }

    private void run() {
        try {
            while (!end.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    tell();
                } catch (RuntimeException e) {
                    if (Store.isAway(e)) {
                        log.debug("the store is away, nobody hears which keys this node has", e);
                    } else {
                        log.warn("nobody hears which keys this node has: {}", e.getMessage());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells the others what stands in the file now, for a key that has gone from it is gone with the next start. */
    public void tell() {
        var ids = vault.reread().ids();
        store.writeAside(() -> {
            known.tell(ids);
            return null;
        });
    }

    /**
     * Goes on for some two seconds.
     *
     * @param begin whether a new rotation may begin where none is under way
     */
    public Step step(boolean begin) {
        return step(begin, _ -> {});
    }

    /** @param switched is told which key seals from now on, within the write from which it does */
    public synchronized Step step(boolean begin, Consumer<String> switched) {
        if (!turn.isMine()) {
            return result(Stage.ELSEWHERE, vault.ring().newest(), List.of());
        }
        var inFile = vault.reread();
        var made = false;
        if (begin && inFile.ids().size() == 1) {
            var withNew = KeyRing.of(KeyRing.fresh(), "memory").and(inFile);
            var why = vault.file().write(withNew);
            if (why != null) {
                return result(Stage.ADD_KEY, inFile.newest(), List.of()).because(why);
            }
            inFile = vault.reread();
            made = true;
        }
        var newest = inFile.newest();
        if (store.isShared()) {
            tell();
        }
        if (!newest.equals(sealing.now().id())) {
            var without = nodesWithout(newest);
            if (!without.isEmpty()) {
                return result(Stage.DISTRIBUTE, newest, without).told(made);
            }
            without = store.write(() -> {
                // Once more: a node that starts has told by now what it has, or hears which key seals.
                sealing.lock();
                var late = nodesWithout(newest);
                if (late.isEmpty()) {
                    sealing.is(newest);
                    switched.accept(newest);
                }
                return late;
            });
            if (!without.isEmpty()) {
                return result(Stage.DISTRIBUTE, newest, without).told(made);
            }
            place = Place.FIRST;
        }
        return sealed(newest, inFile).told(made);
    }

    private Step result(Stage stage, String key, List<String> names) {
        return new Step(stage, key, false, sealing.now().sealed(), 0, names, List.of(), null);
    }

    private List<String> nodesWithout(String key) {
        return nodes(keys -> !keys.contains(key));
    }

    private List<String> nodes(Predicate<Set<String>> wanted) {
        return known.all().entrySet().stream()
                .filter(entry -> wanted.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** All is sealed with the key that seals, or two seconds are over. */
    private Step sealed(String key, KeyRing inFile) {
        long until = System.nanoTime() + A_STEP.toNanos();
        var stuck = new TreeSet<String>();
        while (place.table() < tables.size()) {
            var rows = tables.get(place.table()).after(place.after(), A_BATCH);
            sealAnew(tables.get(place.table()), rows, key, stuck);
            place = rows.size() < A_BATCH
                    ? new Place(place.table() + 1, 0)
                    : new Place(place.table(), rows.getLast().id());
            if (System.nanoTime() > until) {
                return result(Stage.SEALING, key, List.of());
            }
        }
        // What was changed while it was sealed anew is looked at again.
        place = Place.FIRST;
        var counts = count();
        counts.remove(key);
        long left = counts.values().stream().mapToLong(Long::longValue).sum();
        if (left > 0) {
            var names = stuck.stream().limit(MOST_NAMED).toList();
            return result(names.isEmpty() ? Stage.SEALING : Stage.STUCK, key, names)
                    .left(left);
        }
        return removed(key, inFile);
    }

    private void sealAnew(SealedRows table, List<SealedRows.Row> rows, String key, Set<String> stuck) {
        // Opened and sealed before the write, in which others wait.
        var anew = new LinkedHashMap<SealedRows.Row, Map<String, String>>();
        var fresh = new ArrayList<Integer>();
        for (var row : rows) {
            var values = new LinkedHashMap<String, String>();
            int changed = 0;
            for (var entry : row.byRecord().entrySet()) {
                var locked = entry.getValue();
                if (!key.equals(Vault.keyOf(locked))) {
                    try {
                        locked = vault.seal(vault.open(locked, entry.getKey()), entry.getKey(), key);
                        changed++;
                    } catch (StoreRefused e) {
                        log.warn("not sealed anew: {}", e.getMessage());
                        stuck.add(entry.getKey());
                    }
                }
                values.put(entry.getKey(), locked);
            }
            if (changed > 0) {
                anew.put(row, values);
                fresh.add(changed);
            }
        }
        if (anew.isEmpty()) {
            return;
        }
        store.write(() -> {
            int sealed = 0;
            int i = 0;
            for (var entry : anew.entrySet()) {
                sealed += table.replace(entry.getKey(), entry.getValue()) ? fresh.get(i) : 0;
                i++;
            }
            sealing.sealedAnew(sealed);
            return null;
        });
    }

    /** How many are sealed with which key; those that name none under a blank. */
    private Map<String, Long> count() {
        var counts = new TreeMap<String, Long>();
        for (var table : tables) {
            List<SealedRows.Row> rows;
            long after = 0;
            do {
                rows = table.after(after, A_BATCH);
                for (var row : rows) {
                    after = row.id();
                    row.byRecord().values().forEach(locked -> {
                        var key = Vault.keyOf(locked);
                        counts.merge(key == null ? "" : key, 1L, Long::sum);
                    });
                }
            } while (rows.size() == A_BATCH);
        }
        return counts;
    }

    /** Nothing is sealed with others than this one. */
    private Step removed(String key, KeyRing inFile) {
        var old = new TreeSet<>(inFile.ids());
        old.remove(key);
        if (!old.isEmpty()) {
            var why = vault.file().write(inFile.without(old));
            if (why != null) {
                return result(Stage.REMOVE_KEY, key, List.of()).without(old).because(why);
            }
        }
        if (store.isShared()) {
            tell();
        }
        var others = nodes(keys -> keys.size() > 1);
        return result(others.isEmpty() ? Stage.DONE : Stage.REMOVE_KEY, key, others)
                .without(old);
    }

    @Override
    public void close() {
        end.countDown();
        turn.endAfter(thread);
        if (thread != null) {
            try {
                store.writeAside(() -> {
                    known.forget();
                    return null;
                });
            } catch (RuntimeException e) {
                log.debug("the others count this node for 30 s more", e);
            }
        }
    }
}
