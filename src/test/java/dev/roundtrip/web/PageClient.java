package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody with a browser that keeps cookies and follows nothing by itself. */
public final class PageClient {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final String base;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    public PageClient(String base) {
        this.base = base;
    }

    public HttpResponse<String> get(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).header("Accept", "text/html");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** Sends the form that {@code page} shows, with its token. */
    public HttpResponse<String> submit(String page, String action, Map<String, String> fields) {
        var token = TOKEN.matcher(get(page).body());
        assertThat(token.find()).as("a form token on " + page).isTrue();
        var all = new LinkedHashMap<>(fields);
        all.put("_csrf", token.group(1));
        return post(action, all);
    }

    /** The same with a file, as the form's field {@code file}. */
    public HttpResponse<String> upload(String page, String action, String fileName, byte[] content) {
        var token = TOKEN.matcher(get(page).body());
        assertThat(token.find()).as("a form token on " + page).isTrue();
        var head = """
                --part\r
                Content-Disposition: form-data; name="_csrf"\r
                \r
                %s\r
                --part\r
                Content-Disposition: form-data; name="file"; filename="%s"\r
                Content-Type: text/html\r
                \r
                """.formatted(token.group(1), fileName);
        return send(HttpRequest.newBuilder(URI.create(base + action))
                .header("Accept", "text/html")
                .header("Content-Type", "multipart/form-data; boundary=part")
                .POST(HttpRequest.BodyPublishers.concat(
                        HttpRequest.BodyPublishers.ofString(head),
                        HttpRequest.BodyPublishers.ofByteArray(content),
                        HttpRequest.BodyPublishers.ofString("\r\n--part--\r\n")))
                .build());
    }

    public HttpResponse<String> post(String path, Map<String, String> fields) {
        return postForm(
                path,
                fields.entrySet().stream()
                        .map(field -> encoded(field.getKey(), field.getValue()))
                        .collect(Collectors.joining("&")));
    }

    /** Sends a form with what is in it now. */
    HttpResponse<String> send(TypedForm form, String... headers) {
        return postForm(
                form.action(),
                form.fields().entrySet().stream()
                        .flatMap(field -> field.getValue().stream().map(value -> encoded(field.getKey(), value)))
                        .collect(Collectors.joining("&")),
                headers);
    }

    private static String encoded(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> postForm(String path, String form, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    public HttpResponse<String> signIn(String login, String password) {
        return submit("/signin", "/signin", Map.of("login", login, "password", password));
    }

    /** The session's id, or nothing. */
    public String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().endsWith("roundtrip"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + request.uri(), e);
        }
    }
}
