package dev.roundtrip.callout;

import dev.roundtrip.delivery.AfterCrash;
import dev.roundtrip.delivery.RetryPolicy;
import dev.roundtrip.notify.Recipient;
import dev.roundtrip.notify.Telling;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** How a callout's settings stand in their column: everything that is no secret and has no column of its own. */
final class CalloutJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private CalloutJson() {}

    private record Stored(
            String url,
            String method,
            String format,
            @Nullable String contentType,
            @Nullable String body,
            Map<String, String> headers,
            List<String> authentication,
            @Nullable Long field,
            String codes,
            @Nullable List<String> bodyTest,
            long retryEveryMillis,
            int retryTimes,
            @Nullable String never,
            boolean retryAfter,
            long timeoutMillis,
            int concurrency,
            String afterCrash,
            @Nullable String ca,
            @Nullable String certificate,
            @Nullable Integer signatures,
            List<String> secretNames,
            @Nullable String tellWhen,
            @Nullable List<String> tellWho) {}

    static String write(Callout c) {
        return JSON.writeValueAsString(new Stored(
                c.url(),
                c.method(),
                c.format().word(),
                c.contentType(),
                c.body(),
                new LinkedHashMap<>(c.headers()),
                authentication(c.authentication()),
                c.field(),
                c.success().codes().toString(),
                bodyTest(c.success().body()),
                c.retry().every().toMillis(),
                c.retry().times(),
                c.never() == null ? null : c.never().toString(),
                c.retryAfter(),
                c.timeout().toMillis(),
                c.concurrency(),
                c.afterCrash().name(),
                c.ca(),
                c.certificate(),
                c.signatures(),
                List.copyOf(c.secretNames()),
                c.telling() == null ? null : c.telling().when().word(),
                c.telling() == null
                        ? null
                        : c.telling().who().stream().map(Recipient::stored).toList()));
    }

    static Callout read(long id, String name, boolean active, String settings) {
        var s = JSON.readValue(settings, Stored.class);
        return new Callout(
                id,
                name,
                active,
                s.url(),
                s.method(),
                DataFormat.of(s.format()),
                s.contentType(),
                s.body(),
                s.headers(),
                authentication(s.authentication()),
                s.field(),
                new SuccessTest(StatusCodes.parse(s.codes()), bodyTest(s.bodyTest())),
                new RetryPolicy(Duration.ofMillis(s.retryEveryMillis()), s.retryTimes()),
                s.never() == null ? null : StatusCodes.parse(s.never()),
                s.retryAfter(),
                Duration.ofMillis(s.timeoutMillis()),
                s.concurrency(),
                AfterCrash.valueOf(s.afterCrash()),
                s.ca(),
                s.certificate(),
                s.signatures() == null ? 0 : s.signatures(),
                Set.copyOf(new TreeSet<>(s.secretNames())),
                telling(s.tellWhen(), s.tellWho()));
    }

    private static @Nullable Telling telling(@Nullable String when, @Nullable List<String> who) {
        return when == null || who == null
                ? null
                : new Telling(
                        who.stream().map(Recipient::ofStored).toList(),
                        Telling.When.of(when).orElseThrow());
    }

    private static List<String> authentication(Authentication authentication) {
        return switch (authentication) {
            case Authentication.None n -> List.of("none");
            case Authentication.Basic(var username) -> List.of("basic", username);
            case Authentication.Bearer b -> List.of("bearer");
            case Authentication.Header(var name) -> List.of("header", name);
            case Authentication.Query(var name) -> List.of("query", name);
            case Authentication.OAuth2(var tokenUrl, var clientId, var scope) ->
                scope == null ? List.of("oauth2", tokenUrl, clientId) : List.of("oauth2", tokenUrl, clientId, scope);
        };
    }

    private static Authentication authentication(List<String> stored) {
        return switch (stored.getFirst()) {
            case "none" -> new Authentication.None();
            case "basic" -> new Authentication.Basic(stored.get(1));
            case "bearer" -> new Authentication.Bearer();
            case "header" -> new Authentication.Header(stored.get(1));
            case "query" -> new Authentication.Query(stored.get(1));
            case "oauth2" ->
                new Authentication.OAuth2(stored.get(1), stored.get(2), stored.size() < 4 ? null : stored.get(3));
            default -> throw new IllegalArgumentException("authentication \"" + stored.getFirst() + "\"");
        };
    }

    private static @Nullable List<String> bodyTest(SuccessTest.@Nullable BodyTest test) {
        return switch (test) {
            case null -> null;
            case SuccessTest.BodyTest.Contains(var text) -> List.of("contains", text);
            case SuccessTest.BodyTest.Lacks(var text) -> List.of("lacks", text);
            case SuccessTest.BodyTest.Present(var pointer) -> List.of("present", pointer);
            case SuccessTest.BodyTest.Absent(var pointer) -> List.of("absent", pointer);
            case SuccessTest.BodyTest.Equals(var pointer, var value) -> List.of("equals", pointer, value);
        };
    }

    private static SuccessTest.@Nullable BodyTest bodyTest(@Nullable List<String> stored) {
        if (stored == null) {
            return null;
        }
        return switch (stored.getFirst()) {
            case "contains" -> new SuccessTest.BodyTest.Contains(stored.get(1));
            case "lacks" -> new SuccessTest.BodyTest.Lacks(stored.get(1));
            case "present" -> new SuccessTest.BodyTest.Present(stored.get(1));
            case "absent" -> new SuccessTest.BodyTest.Absent(stored.get(1));
            case "equals" -> new SuccessTest.BodyTest.Equals(stored.get(1), stored.get(2));
            default -> throw new IllegalArgumentException("body test \"" + stored.getFirst() + "\"");
        };
    }
}
