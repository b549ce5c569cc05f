package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
    @Test
    void readsTheUrlsOfBoth() {
        assertThat(Database.of("jdbc:sqlite:data/desk.db"))
                .isEqualTo(new Database.Sqlite(Path.of("data/desk.db").toAbsolutePath()));
        assertThat(Database.of("jdbc:sqlite:/srv/desk.db").url()).isEqualTo("jdbc:sqlite:/srv/desk.db");
        assertThat(Database.of("jdbc:postgresql://db.acme.example/desk?user=desk")
                        .url())
                .isEqualTo("jdbc:postgresql://db.acme.example/desk?user=desk");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:sqlite:", "jdbc:sqlite: ", "jdbc:sqlite::memory:", "jdbc:sqlite:file:desk.db?mode=memory"})
    void refusesASqliteThatIsNoFile(String url) {
        assertThatThrownBy(() -> Database.of(url))
                .hasMessage("database \"%s\": a desk needs a file, for example jdbc:sqlite:data/roundtrip.db"
                        .formatted(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:./desk;PASSWORD=sesame", "postgres://desk:sesame@db.acme.example/desk"})
    void refusesWhatItDoesNotKnowWithoutShowingAPassword(String url) {
        assertThatThrownBy(() -> Database.of(url))
                .hasMessageContaining(
                        "is not known; use jdbc:sqlite:PATH or jdbc:postgresql://HOST/NAME?user=…&password=…")
                .hasMessageNotContaining("sesame");
    }
}
