package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** All connections of the readers wait for a database that does not answer, and none is left for the next. */
class ExhaustedPoolTest {
    @Test
    void isAStoreThatIsAway() {
        var none = new SQLTransientConnectionException(
                "readers - Connection is not available, request timed out after 5001ms");

        assertThat(Store.isAway(new CannotGetJdbcConnectionException("Failed to obtain JDBC Connection", none)))
                .isTrue();
    }
}
