package dev.roundtrip.setup;

import dev.roundtrip.callout.DataFormat;
import dev.roundtrip.setup.SetupDocument.AuthEntry;
import dev.roundtrip.setup.SetupDocument.BodyEntry;
import dev.roundtrip.setup.SetupDocument.CalloutEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one of {@code callouts}. */
final class CalloutReader {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> FORMATS =
            Arrays.stream(DataFormat.values()).map(DataFormat::word).toList();
    private static final List<String> AFTER_CRASH = List.of("resend", "hold");
    private static final List<String> AUTHENTICATIONS = List.of("basic", "bearer", "header", "query");
    private static final List<String> BODY_TESTS = List.of("contains", "lacks", "present", "absent", "equals");

    private CalloutReader() {}

    static CalloutEntry callout(Part part) {
        part.notYet("sign", "notify");
        var method = part.word("method", "POST", METHODS);
        var format = part.word("format", DataFormat.NAME_VALUE_PAIRS.word(), FORMATS);
        var success = part.part("success");
        var retry = part.part("retry");
        var tls = part.part("tls");
        var callout = new CalloutEntry(
                part.path(),
                part.required("name"),
                part.flag("active", true),
                part.required("url"),
                method,
                format,
                part.text("content-type"),
                part.text("body"),
                part.named("headers"),
                part.namedSecrets("secrets"),
                part.part("auth").map(CalloutReader::auth).orElse(new AuthEntry.None()),
                part.text("field"),
                success.flatMap(CalloutReader::codes).orElse("200-299"),
                success.flatMap(s -> s.part("body"))
                        .map(CalloutReader::bodyTest)
                        .orElse(null),
                retry.map(r -> r.span("every", Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofHours(24)))
                        .orElse(Duration.ofSeconds(60)),
                retry.map(r -> r.whole("times", 10, 0, 100)).orElse(10),
                retry.map(r -> r.text("never")).orElse(""),
                retry.map(r -> r.flag("retry-after", false)).orElse(false),
                part.span("timeout", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(300)),
                part.whole("concurrency", 8, 1, 100),
                part.word("after-crash", "resend", AFTER_CRASH).equals("resend"),
                tls.map(CalloutReader::ca).orElse(null));
        success.ifPresent(Part::end);
        retry.ifPresent(Part::end);
        tls.ifPresent(Part::end);
        refuseContradictions(part, method, format);
        refuseSameHeaders(part);
        return callout;
    }

    private static Optional<String> codes(Part success) {
        return Optional.ofNullable(success.text("codes"));
    }

    private static @Nullable String ca(Part tls) {
        tls.notYet("certificate", "key");
        var file = tls.text("ca");
        return file == null
                ? null
                : tls.reading().content(tls.pathOf("ca"), file).orElse(null);
    }

    private static AuthEntry auth(Part part) {
        part.notYet("oauth2");
        var kinds = new ArrayList<String>();
        AuthEntry auth = new AuthEntry.None();
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

    private static AuthEntry auth(String kind, Part part) {
        return switch (kind) {
            case "basic" -> new AuthEntry.Basic(part.required("username"), part.requiredSecret("password"));
            case "bearer" -> new AuthEntry.Bearer(part.requiredSecret("token"));
            case "header" -> new AuthEntry.Header(part.required("name"), part.requiredSecret("value"));
            default -> new AuthEntry.Query(part.required("name"), part.requiredSecret("value"));
        };
    }

    private static @Nullable BodyEntry bodyTest(Part part) {
        var contains = part.text("contains");
        var lacks = part.text("lacks");
        var present = part.text("present");
        var absent = part.text("absent");
        var equal = part.part("equals");
        var test = contains != null
                ? new BodyEntry.Contains(contains)
                : lacks != null
                        ? new BodyEntry.Lacks(lacks)
                        : present != null
                                ? new BodyEntry.Present(present)
                                : absent != null
                                        ? new BodyEntry.Absent(absent)
                                        : equal.map(CalloutReader::equal).orElse(null);
        equal.ifPresent(Part::end);
        part.end();
        if (part.keys().size() != 1) {
            part.reading().wrong(part.path(), "needs exactly one of " + Reading.or(BODY_TESTS));
        }
        return test;
    }

    private static BodyEntry equal(Part part) {
        return new BodyEntry.Equal(pointer(part), part.absent("value") ? "" : String.valueOf(part.text("value")));
    }

    // The empty pointer is the whole answer.
    private static String pointer(Part part) {
        var pointer = part.absent("pointer") ? null : part.text("pointer");
        return pointer == null ? "" : pointer;
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
