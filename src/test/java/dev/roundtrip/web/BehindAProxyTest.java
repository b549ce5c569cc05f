package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.SecurityEvent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is different where a proxy is in front of the desk, and where somebody only says so. */
class BehindAProxyTest {
    private static final String[] BY_PROXY = {"X-Forwarded-For", "203.0.113.7", "X-Forwarded-Proto", "https"};

    @TempDir
    private Path data;

    private static HttpResponse<String> get(PageServer server, String path, String... headers) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(server.url() + path)).header("Accept", "text/html");
            if (headers.length > 0) {
                request.headers(headers);
            }
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static List<String> cookies(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie");
    }

    /** Who is wrongly signed in is noted with the address they came from. */
    private static String noted(PageServer server) {
        return server.house.securityLog().page(null, Long.MAX_VALUE, 1).events().stream()
                .map(SecurityEvent::address)
                .findFirst()
                .orElse("");
    }

    /** The cookie is carried by hand: the client would not send it over http, as no browser would. */
    private static HttpResponse<String> signIn(PageServer server, String password, String... headers) {
        var client = server.client();
        var page = client.get("/signin", headers);
        var form = TypedForm.of(page.body(), "/signin")
                .with("login", PageServer.LOGIN)
                .with("password", password);
        return client.send(form, with(headers, cookies(page).getFirst()));
    }

    private static String[] with(String[] headers, String cookie) {
        return Stream.concat(Stream.of(headers), Stream.of("Cookie", cookie.replaceFirst(";.*", "")))
                .toArray(String[]::new);
    }

    @Test
    void cookiesAreOfThisHostAloneAndNeverInClear() throws Exception {
        try (var server = PageServer.behindAProxy(data)) {
            assertThat(cookies(get(server, "/signin", BY_PROXY)))
                    .singleElement()
                    .satisfies(cookie -> assertThat(cookie)
                            .startsWith("__Host-roundtrip=")
                            .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/")
                            .doesNotContain("Domain"));
            assertThat(cookies(get(server, "/signin?lang=de", BY_PROXY)))
                    .anySatisfy(cookie -> assertThat(cookie)
                            .startsWith("language=de")
                            .contains("Secure", "HttpOnly", "SameSite=Lax"));
        }
    }

    @Test
    void browsersAreToldToComeByHttpsAlone() throws Exception {
        try (var server = PageServer.behindAProxy(data)) {
            for (var path :
                    List.of("/signin", "/app.css", "/nowhere", "/api/v1/rules", "/ATServicesRest/V1.0/Version")) {
                assertThat(get(server, path, BY_PROXY).headers().firstValue("Strict-Transport-Security"))
                        .as(path)
                        .contains("max-age=31536000; includeSubDomains");
            }
        }
    }

    @Test
    void whoAskedIsWhoTheProxySaysAndNotWhatTheyThemselvesSay() throws Exception {
        try (var server = PageServer.behindAProxy(data)) {
            signIn(
                    server,
                    "a wrong guess",
                    "X-Forwarded-For",
                    "198.51.100.1, 203.0.113.7",
                    "X-Forwarded-Proto",
                    "https");

            assertThat(noted(server)).as("the last that the proxy saw").isEqualTo("203.0.113.7");
        }
    }

    @Test
    void withoutAProxyNobodyIsBelieved() throws Exception {
        try (var server = PageServer.withTechnician(data)) {
            signIn(server, "a wrong guess", BY_PROXY);
            assertThat(noted(server)).isEqualTo("127.0.0.1");

            var answer = get(server, "/signin", BY_PROXY);
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
            assertThat(cookies(answer))
                    .singleElement()
                    .satisfies(cookie ->
                            assertThat(cookie).startsWith("roundtrip=").doesNotContain("Secure"));
        }
    }

    @Test
    void whoSignsOutLeavesNothingBehind() {
        try (var server = PageServer.behindAProxy(data)) {
            var client = server.client();
            var signedIn = with(
                    BY_PROXY,
                    cookies(signIn(server, PageServer.PASSWORD, BY_PROXY)).getFirst());
            var out = TypedForm.of(client.get("/profile", signedIn).body(), "/signout");

            assertThat(client.send(out, signedIn).headers().firstValue("Clear-Site-Data"))
                    .contains("\"cache\", \"storage\"");
        }
    }
}
