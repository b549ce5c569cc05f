package dev.roundtrip.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> KNOWN =
            List.of("ticket.title", "ticket.status", "ticket.status.id", "udf.Alert ID 2", "udf.Größe (GB)", "url");

    @ParameterizedTest
    @CsvSource({
        "ticket.titel, ticket.title",
        "TICKET.TITLE, ticket.title",
        "tiket.status, ticket.status",
        "ticket.statusid, ticket.status.id",
        "udf.Alert ID 3, udf.Alert ID 2",
        "udf.Groesse (GB), udf.Größe (GB)",
        "ulr, url",
        "ur, url"
    })
    void findsWhatWasMeant(String word, String meant) {
        assertThat(Nearest.to(word, KNOWN)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"colour", "x", "contact.e-mail", "''"})
    void offersNothingFarAway(String word) {
        assertThat(Nearest.to(word, KNOWN)).isNull();
    }

    @Test
    void offersTheFirstOfEquallyNearOnes() {
        assertThat(Nearest.to("udf.C", List.of("udf.A", "udf.B"))).isEqualTo("udf.A");
    }

    @Test
    void doesNotReadNovels() {
        assertThat(Nearest.to("ticket.title".repeat(10_000), KNOWN)).isNull();
    }
}
