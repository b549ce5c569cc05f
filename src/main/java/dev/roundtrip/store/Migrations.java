package dev.roundtrip.store;

import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

/** Brings the schema up to this program's. The files of both databases carry the same numbers. */
final class Migrations {
    private Migrations() {}

    /** @throws StoreRefused when the schema is newer than this program, or a migration fails */
    static void run(DataSource writable, Dialect dialect) {
        var flyway = Flyway.configure()
                .dataSource(writable)
                .locations("classpath:db/" + folder(dialect))
                // A newer schema is told in our own words below.
                .ignoreMigrationPatterns("*:future")
                .loggers("slf4j")
                .load();
        try {
            var all = flyway.info().all();
            var newer = Arrays.stream(all)
                    .filter(m -> m.getState() == MigrationState.FUTURE_SUCCESS
                            || m.getState() == MigrationState.FUTURE_FAILED)
                    .map(m -> m.getVersion())
                    .max(MigrationVersion::compareTo);
            if (newer.isPresent()) {
                var known = Arrays.stream(all)
                        .filter(m -> m.getState() == MigrationState.SUCCESS)
                        .map(m -> m.getVersion())
                        .max(MigrationVersion::compareTo);
                throw new StoreRefused(
                        "this store has schema %s, written by a newer Roundtrip; this one knows up to %s. Start the newer program, or restore a backup from before the upgrade."
                                .formatted(
                                        newer.get(), known.map(Object::toString).orElse("none")));
            }
            flyway.migrate();
        } catch (FlywayException e) {
            throw new StoreRefused("the schema could not be brought up to date: " + e.getMessage(), e);
        }
    }

    private static String folder(Dialect dialect) {
        return dialect == Dialect.SQLITE ? "sqlite" : "postgresql";
    }
}
