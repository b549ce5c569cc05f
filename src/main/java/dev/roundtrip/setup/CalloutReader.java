package dev.roundtrip.setup;

import dev.roundtrip.callout.Authentication;
import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.DataFormat;
import dev.roundtrip.callout.StatusCodes;
import dev.roundtrip.callout.SuccessTest;
import dev.roundtrip.delivery.AfterCrash;
import dev.roundtrip.delivery.RetryPolicy;
import dev.roundtrip.notify.Telling;
import dev.roundtrip.outbound.TlsProfile;
import dev.roundtrip.setup.SetupDocument.CalloutEntry;
import dev.roundtrip.setup.SetupDocument.TellingEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one of {@code callouts}. */
final class CalloutReader {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> FORMATS =
            Arrays.stream(DataFormat.values()).map(DataFormat::word).toList();
    private static final List<String> AFTER_CRASH = List.of("resend", "hold");
    private static final List<String> WHEN =
            Arrays.stream(Telling.When.values()).map(Telling.When::word).toList();
    private static final List<String> AUTHENTICATIONS = List.of("basic", "bearer", "header", "query", "oauth2");
    /** No file is called so. */
    private static final String PEM = "-----BEGIN ";

    private static final List<String> BODY_TESTS = List.of("contains", "lacks", "present", "absent", "equals");

    private CalloutReader() {}

    static CalloutEntry callout(Part part) {
        var told = part.reading().mistakes.count();
        var method = part.word("method", "POST", METHODS);
        var format = part.word("format", DataFormat.NAME_VALUE_PAIRS.word(), FORMATS);
        var sound = part.reading().mistakes.count() == told;
        var auth = part.part("auth").map(CalloutReader::auth).orElse(Auth.NONE);
        var retry = part.part("retry");
        var tls = part.part("tls");
        var callout = new CalloutEntry(
                part.path(),
                part.name("name"),
                part.flag("active", true),
                part.required("url"),
                method,
                DataFormat.of(format),
                part.text("content-type"),
                part.text("body"),
                part.named("headers"),
                part.secrets("secrets"),
                auth.kind(),
                auth.secret(),
                part.text("field"),
                part.part("success").map(CalloutReader::success).orElse(SuccessTest.DEFAULT),
                retry.map(CalloutReader::retry).orElse(RetryPolicy.DEFAULT),
                retry.flatMap(r -> r.parsed("never", StatusCodes::parse))
                        .filter(codes -> !codes.isEmpty())
                        .orElse(null),
                retry.map(r -> r.flag("retry-after", false)).orElse(false),
                part.span("timeout", Callout.DEFAULT_TIMEOUT, Duration.ofSeconds(1), Duration.ofSeconds(300)),
                part.whole("concurrency", Callout.DEFAULT_CONCURRENCY, 1, 100),
                part.word("after-crash", "resend", AFTER_CRASH).equals("hold") ? AfterCrash.HOLD : AfterCrash.RESEND,
                tls.map(CalloutReader::ca).orElse(null),
                tls.map(CalloutReader::certificate).orElse(null),
                tls.map(CalloutReader::key).orElse(null),
                part.part("sign").map(CalloutReader::signing).orElse(null),
                part.part("notify").map(CalloutReader::telling).orElse(null));
        retry.ifPresent(Part::end);
        tls.ifPresent(Part::end);
        if (sound) {
            refuseContradictions(part, method, format);
        }
        refuseSameHeaders(part);
        return callout;
    }

    private static RetryPolicy retry(Part part) {
        return new RetryPolicy(
                part.span("every", RetryPolicy.DEFAULT.every(), Duration.ofSeconds(1), Duration.ofHours(24)),
                part.whole("times", RetryPolicy.DEFAULT.times(), 0, 100));
    }

    private static SuccessTest success(Part part) {
        var codes = part.parsed("codes", StatusCodes::parse).orElse(StatusCodes.SUCCESSFUL);
        var body = part.part("body").flatMap(CalloutReader::bodyTest).orElse(null);
        part.end();
        return part.made("codes", () -> new SuccessTest(codes, body)).orElse(SuccessTest.DEFAULT);
    }

    private static Optional<SuccessTest.BodyTest> bodyTest(Part part) {
        var test = part.parsed("contains", text -> (SuccessTest.BodyTest) new SuccessTest.BodyTest.Contains(text))
                .or(() -> part.parsed("lacks", SuccessTest.BodyTest.Lacks::new))
                .or(() -> part.parsed("present", SuccessTest.BodyTest.Present::new))
                .or(() -> part.parsed("absent", SuccessTest.BodyTest.Absent::new))
                .or(() -> part.part("equals").flatMap(CalloutReader::equal));
        BODY_TESTS.forEach(part::asked);
        part.end();
        if (part.keys().size() != 1) {
            part.reading().wrong(part.path(), "needs exactly one of " + Reading.or(BODY_TESTS));
        }
        return test;
    }

    private static Optional<SuccessTest.BodyTest> equal(Part part) {
        var pointer = part.absent("pointer") ? null : part.text("pointer");
        var value = part.absent("value") ? null : part.text("value");
        part.end();
        return pointer == null || value == null
                ? Optional.empty()
                : part.made("pointer", () -> new SuccessTest.BodyTest.Equals(pointer, value));
    }

    private static @Nullable String ca(Part tls) {
        return content(tls, "ca")
                .filter(pem ->
                        tls.made("ca", () -> new TlsProfile(pem, null, null)).isPresent())
                .orElse(null);
    }

    private static @Nullable String certificate(Part tls) {
        return content(tls, "certificate").orElse(null);
    }

    private static @Nullable Secret key(Part tls) {
        var key = content(tls, "key").map(Secret::new);
        key.ifPresent(pem -> tls.reading().mistakes.hide(pem.text(), Secret.MASK));
        if (tls.has("key") && !tls.has("certificate")) {
            tls.wrong("key", "needs the certificate that it belongs to beside it");
        }
        return key.orElse(null);
    }

    /** What is in the file that is named there, unless it stands there itself. */
    private static Optional<String> content(Part tls, String key) {
        return Optional.ofNullable(tls.text(key))
                .flatMap(text ->
                        text.contains(PEM) ? Optional.of(text) : tls.reading().content(tls.pathOf(key), text));
    }

    private static List<Secret> signing(Part sign) {
        var secrets = new ArrayList<Secret>();
        if (!sign.isBlank("secrets")) {
            for (var item : sign.items("secrets")) {
                sign.reading().text(item.path(), item.node(), true).ifPresent(text -> secrets.add(new Secret(text)));
            }
            var count = sign.items("secrets").size();
            if (count == 0) {
                sign.wrong("secrets", "holds none; for requests without a signature leave sign out");
            } else if (count > Callout.MOST_SIGNATURES) {
                sign.wrong(
                        "secrets",
                        "holds %d; at most two sign at once, the new one and then the old one".formatted(count));
            }
        }
        sign.end();
        return secrets;
    }

    private static TellingEntry telling(Part notify) {
        if (!notify.has("who")) {
            notify.wrong("who", "is missing: logins, mail addresses and assigned-resource; [] for nobody, on purpose");
        }
        var who = notify.texts("who");
        var when = notify.word("when", Telling.When.FAILURE.word(), WHEN);
        notify.end();
        return new TellingEntry(who, Telling.When.of(when).orElseThrow());
    }

    private record Auth(Authentication kind, @Nullable Secret secret) {
        static final Auth NONE = new Auth(new Authentication.None(), null);
    }

    private static Auth auth(Part part) {
        var kinds = new ArrayList<String>();
        var auth = Auth.NONE;
        for (var kind : AUTHENTICATIONS) {
            var given = part.part(kind);
            if (given.isPresent()) {
                kinds.add(kind);
                auth = auth(kind, given.get());
                given.get().end();
            }
        }
        part.end();
        if (part.keys().isEmpty()) {
            part.reading().wrong(part.path(), "is empty; leave it out for none, or use " + Reading.or(AUTHENTICATIONS));
        } else if (kinds.size() > 1) {
            part.reading()
                    .wrong(
                            part.path(),
                            "has %s; a callout authenticates in one way".formatted(String.join(" and ", kinds)));
        }
        return auth;
    }

    private static Auth auth(String kind, Part part) {
        return switch (kind) {
            case "basic" -> {
                var username = part.required("username");
                yield new Auth(
                        part.<Authentication>made("username", () -> new Authentication.Basic(username))
                                .orElse(Auth.NONE.kind()),
                        part.secret("password", 1));
            }
            case "bearer" -> new Auth(new Authentication.Bearer(), part.secret("token", 1));
            case "header" -> new Auth(named(part, Authentication.Header::new), part.secret("value", 1));
            case "query" -> new Auth(named(part, Authentication.Query::new), part.secret("value", 1));
            default -> oauth2(part);
        };
    }

    private static Auth oauth2(Part part) {
        var tokenUrl = part.required("token-url");
        var clientId = part.required("client-id");
        var scope = part.text("scope");
        var secret = part.secret("client-secret", 1);
        return clientId.isBlank() ? Auth.NONE : new Auth(new Authentication.OAuth2(tokenUrl, clientId, scope), secret);
    }

    private static Authentication named(Part part, Function<String, Authentication> kind) {
        var name = part.required("name");
        return name.isBlank()
                ? Auth.NONE.kind()
                : part.made("name", () -> kind.apply(name)).orElse(Auth.NONE.kind());
    }

    private static void refuseContradictions(Part part, String method, String format) {
        var custom = format.equals(DataFormat.CUSTOM.word());
        var get = method.equals("GET");
        if (!custom) {
            for (var key : List.of("content-type", "body")) {
                if (part.has(key)) {
                    part.wrong(key, "goes with format custom only, and this callout's is " + format);
                }
            }
            if (get && !format.equals(DataFormat.NAME_VALUE_PAIRS.word())) {
                part.wrong(
                        "format",
                        "\"%s\" does not go with GET, which sends no body; use name-value-pairs or custom"
                                .formatted(format));
            }
            return;
        }
        if (get && part.has("body")) {
            part.wrong("body", "does not go with GET, which sends none; put what is to be told into the url");
        } else if (part.has("body") && !part.has("content-type")) {
            part.wrong("body", "needs a \"content-type\" beside it, such as application/json");
        }
    }

    private static void refuseSameHeaders(Part part) {
        var known = new HashMap<String, String>();
        part.part("headers").ifPresent(headers -> {
            for (var name : headers.keys()) {
                var first = known.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
                if (first != null) {
                    headers.wrong(
                            name, "is the same header as %s; upper and lower case count as the same".formatted(first));
                }
            }
        });
    }
}
