package dev.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunningDeskTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:8080",
        "localhost, http://localhost:8080",
        "0.0.0.0,   http://127.0.0.1:8080",
        "::1,       http://[::1]:8080",
        "[::1],     http://[::1]:8080",
        "::,        http://127.0.0.1:8080",
    })
    void tellsAnAddressThatCanBeCalled(String address, String url) {
        assertThat(RunningDesk.url(address, 8080)).isEqualTo(url);
        assertThat(URI.create(url).getPort()).isEqualTo(8080);
    }
}
