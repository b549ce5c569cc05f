package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite compiles each search anew; PostgreSQL would keep one plan for all values from the sixth time on. */
class PlannedForItsValuesTest {
    @Test
    void aSearchIsHoweverOftenItIsAsked(@TempDir Path folder) {
        try (var store = Store.open(TestDatabase.POSTGRES.fresh(folder))) {
            for (int i = 0; i < 10; i++) {
                store.search(jdbc -> jdbc.sql("select count(*) from ticket where id > :from")
                        .param("from", 7)
                        .query(Long.class)
                        .single());
            }

            long kept = store.search(jdbc -> jdbc.sql("select count(*) from pg_prepared_statements")
                    .query(Long.class)
                    .single());

            assertThat(kept).isZero();
        }
    }
}
