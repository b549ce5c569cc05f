package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client asks first. */
class ZoneTest {
    private static ApiServer server;

    @BeforeAll
    static void open() {
        server = ApiServer.on(TestDatabase.SQLITE);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static ApiServer.Answer asStranger(String path) {
        return server.send(server.request(path).build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/atservicesrest/versioninformation",
                "/ATServicesRest/VersionInformation",
                "/ATServicesRest/V1.0/versionInformation",
            })
    void theVersionsAreToldToEverybody(String path) {
        var answer = asStranger(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.raw().body()).isEqualTo("{\"apiVersions\":[\"1.0\"]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ATServicesRest/V1.0/zoneInformation?user=" + ApiServer.LOGIN,
                "/atservicesrest/v1.0/ZoneInformation?user=nobody%40acme.example",
                "/ATServicesRest/1.0/zoneinformation/?user=",
                "/ATServicesRest/zoneInformation",
            })
    void theZoneIsTheSameForEveryUserKnownOrNot(String path) {
        var answer = asStranger(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("zoneName", "url", "webUrl", "ci");
        assertThat(answer.text("/zoneName")).isEqualTo("Roundtrip");
        assertThat(answer.text("/url")).isEqualTo(server.origin() + "/ATServicesRest/");
        assertThat(answer.text("/webUrl")).isEqualTo(server.origin() + "/");
        assertThat(answer.json().get("ci").isIntegralNumber()).isTrue();
    }

    @Test
    void theVersionIsTold() {
        assertThat(server.get("Version").raw().body()).isEqualTo("{\"version\":\"1.0\"}");
    }

    @Test
    void theThresholdCountsRequests() {
        var before = server.get("ThresholdInformation").json();
        server.get("Version");
        var after = server.get("ThresholdInformation").json();

        assertThat(before.propertyNames())
                .containsExactlyInAnyOrder(
                        "externalRequestThreshold", "requestThresholdTimeframe", "currentTimeframeRequestCount");
        assertThat(before.get("externalRequestThreshold").intValue()).isEqualTo(10_000);
        assertThat(before.get("requestThresholdTimeframe").intValue()).isEqualTo(60);
        assertThat(after.get("currentTimeframeRequestCount").intValue())
                .isEqualTo(before.get("currentTimeframeRequestCount").intValue() + 2);
    }

    @Test
    void behindAProxyAddressesAreThoseOfTheProxy() {
        try (var proxied = ApiServer.behind("https://desk.acme.example/")) {
            proxied.ticket("{\"title\":\"a\",\"companyID\":0}");
            proxied.ticket("{\"title\":\"b\",\"companyID\":0}");
            var query = "{\"maxRecords\":1,\"filter\":[{\"op\":\"exist\",\"field\":\"id\"}]}";

            var posted = proxied.post("Tickets/query", query);
            var got = proxied.get("Tickets/query?search=" + URLEncoder.encode(query, StandardCharsets.UTF_8));

            assertThat(posted.text("/pageDetails/nextPageUrl"))
                    .startsWith("https://desk.acme.example/ATServicesRest/V1.0/Tickets/query/next?paging=");
            assertThat(got.text("/pageDetails/nextPageUrl"))
                    .startsWith("https://desk.acme.example/ATServicesRest/V1.0/Tickets/query?paging=");
            assertThat(proxied.get("zoneInformation").text("/url"))
                    .isEqualTo("https://desk.acme.example/ATServicesRest/");
        }
    }
}
