package dev.roundtrip.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Row of table sealing: which key seals, for all nodes. */
final class SealingKey {
    private final Store store;

    SealingKey(Store store) {
        this.store = store;
    }

    /**
     * @param id null before the first start
     * @param sealed secrets that were sealed anew since it seals
     */
    record Now(@Nullable String id, long sealed) {}

    /** Which it is until the write ends that this is asked in: nobody lets another seal meanwhile. Null before the first start. */
    static @Nullable String held(Store store) {
        var sql = "select key_id from sealing where id = 1" + (store.isShared() ? " for share" : "");
        return store.jdbc()
                .sql(sql)
                .query((rs, n) -> Optional.ofNullable(rs.getString("key_id")))
                .single()
                .orElse(null);
    }

    /** Within a write: waits for whoever is sealing, and lets nobody seal until it ends. */
    void lock() {
        store.jdbc()
                .sql("update sealing set sealed_anew = sealed_anew where id = 1")
                .update();
    }

    Now now() {
        return store.jdbc()
                .sql("select key_id, sealed_anew from sealing where id = 1")
                .query((rs, n) -> new Now(rs.getString("key_id"), rs.getLong("sealed_anew")))
                .single();
    }

    /** Within a write that has the lock. */
    void is(String id) {
        store.jdbc()
                .sql("update sealing set key_id = :key, sealed_anew = 0 where id = 1")
                .param("key", id)
                .update();
    }

    void sealedAnew(int more) {
        store.jdbc()
                .sql("update sealing set sealed_anew = sealed_anew + :more where id = 1")
                .param("more", more)
                .update();
    }
}
