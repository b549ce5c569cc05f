package dev.roundtrip.setup;

import dev.roundtrip.callout.Authentication;
import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.SuccessTest;
import dev.roundtrip.delivery.AfterCrash;
import dev.roundtrip.field.UserField;
import dev.roundtrip.notify.Telling;
import dev.roundtrip.rule.RuleWords;
import dev.roundtrip.rule.Span;
import dev.roundtrip.ticket.UserFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes a callout as the setup file has it. {@link CalloutReader} reads it; secrets are named, and not told. */
final class CalloutWriter {
    private final UserFields fields;
    private final RuleWords words;

    CalloutWriter(UserFields fields, RuleWords words) {
        this.fields = fields;
        this.words = words;
    }

    Map<String, @Nullable Object> written(Callout callout, Withheld secrets) {
        var name = callout.name();
        var entry = new EntryWriter()
                .text("name", name)
                .put("active", callout.active())
                .text("url", callout.url())
                .put("method", callout.method())
                .put("format", callout.format().word())
                .text("content-type", callout.contentType())
                .text("body", callout.body())
                .putUnlessEmpty("headers", headers(callout))
                .putUnlessEmpty("secrets", named(callout, secrets))
                .putUnlessEmpty("auth", auth(callout.authentication(), secrets.secret("auth", name)))
                .text("field", field(callout))
                .put("success", success(callout.success()))
                .put("retry", retry(callout))
                .put("timeout", Span.written(callout.timeout()))
                .put("concurrency", callout.concurrency())
                .put("after-crash", callout.afterCrash() == AfterCrash.HOLD ? "hold" : "resend");
        if (callout.signatures() > 0) {
            entry.put("sign", sign(callout, secrets));
        }
        entry.putUnlessEmpty("tls", tls(callout, secrets));
        if (callout.telling() != null) {
            entry.put("notify", telling(callout.telling()));
        }
        return entry.entry();
    }

    private Map<String, @Nullable Object> telling(Telling telling) {
        return new EntryWriter()
                .put(
                        "who",
                        telling.who().stream()
                                .map(words::recipient)
                                .map(Filled::escaped)
                                .toList())
                .put("when", telling.when().word())
                .entry();
    }

    private static Map<String, String> headers(Callout callout) {
        var headers = new LinkedHashMap<String, String>();
        callout.headers().forEach((name, value) -> headers.put(name, Filled.escaped(value)));
        return headers;
    }

    /** Without its text, which stays, a secret is there by its name: else it would be forgotten. */
    private static Map<String, @Nullable Object> named(Callout callout, Withheld secrets) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        for (var name : callout.secretNames()) {
            all.put(name, secrets.secret("secret " + name, callout.name()).orElse(null));
        }
        return all;
    }

    private static Map<String, Object> auth(Authentication authentication, Optional<String> secret) {
        return switch (authentication) {
            case Authentication.None _ -> Map.of();
            case Authentication.Basic(var username) ->
                auth("basic", new EntryWriter().text("username", username).secret("password", secret));
            case Authentication.Bearer _ -> auth("bearer", new EntryWriter().secret("token", secret));
            case Authentication.Header(var name) ->
                auth("header", new EntryWriter().text("name", name).secret("value", secret));
            case Authentication.Query(var name) ->
                auth("query", new EntryWriter().text("name", name).secret("value", secret));
            case Authentication.OAuth2(var tokenUrl, var clientId, var scope) ->
                auth(
                        "oauth2",
                        new EntryWriter()
                                .text("token-url", tokenUrl)
                                .text("client-id", clientId)
                                .secret("client-secret", secret)
                                .text("scope", scope));
        };
    }

    private static Map<String, Object> auth(String way, EntryWriter said) {
        return Map.of(way, said.entry());
    }

    /** Its number where it is gone. */
    private @Nullable String field(Callout callout) {
        return callout.field() == null
                ? null
                : fields.withId(callout.field()).map(UserField::name).orElse(Long.toString(callout.field()));
    }

    private static Map<String, @Nullable Object> success(SuccessTest success) {
        var entry = new EntryWriter().put("codes", success.codes().toString());
        if (success.body() != null) {
            entry.put("body", body(success.body()));
        }
        return entry.entry();
    }

    private static Map<String, @Nullable Object> body(SuccessTest.BodyTest test) {
        var entry = new EntryWriter();
        return switch (test) {
            case SuccessTest.BodyTest.Contains(var text) ->
                entry.text("contains", text).entry();
            case SuccessTest.BodyTest.Lacks(var text) ->
                entry.text("lacks", text).entry();
            case SuccessTest.BodyTest.Present(var pointer) ->
                entry.text("present", pointer).entry();
            case SuccessTest.BodyTest.Absent(var pointer) ->
                entry.text("absent", pointer).entry();
            case SuccessTest.BodyTest.Equals(var pointer, var value) ->
                entry.put(
                                "equals",
                                new EntryWriter()
                                        .text("pointer", pointer)
                                        .text("value", value)
                                        .entry())
                        .entry();
        };
    }

    private static Map<String, @Nullable Object> retry(Callout callout) {
        return new EntryWriter()
                .put("every", Span.written(callout.retry().every()))
                .put("times", callout.retry().times())
                .text("never", callout.never() == null ? null : callout.never().toString())
                .put("retry-after", callout.retryAfter())
                .entry();
    }

    private static Map<String, @Nullable Object> sign(Callout callout, Withheld secrets) {
        var references = new ArrayList<String>();
        for (int i = 0; i < callout.signatures(); i++) {
            secrets.secret("signing secret", callout.name()).ifPresent(references::add);
        }
        return references.isEmpty() ? Map.of() : Map.of("secrets", List.copyOf(references));
    }

    private static Map<String, @Nullable Object> tls(Callout callout, Withheld secrets) {
        var tls = new EntryWriter().text("ca", callout.ca()).text("certificate", callout.certificate());
        if (callout.certificate() != null) {
            tls.secret("key", secrets.secret("tls key", callout.name()));
        }
        return tls.entry();
    }
}
