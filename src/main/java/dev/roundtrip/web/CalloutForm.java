package dev.roundtrip.web;

import dev.roundtrip.callout.Authentication;
import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.DataFormat;
import dev.roundtrip.callout.SuccessTest;
import dev.roundtrip.delivery.AfterCrash;
import dev.roundtrip.field.UserField;
import dev.roundtrip.rule.Span;
import dev.roundtrip.ticket.UserFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A callout as the fields of its form, and the fields as an entry of the setup file. Fields are called as the file's keys are, so that a
 * mistake finds its field by itself.
 */
final class CalloutForm {
    /** Fields that hold a secret: they are never filled in, and what was typed into them is not shown again. */
    private static final List<String> SECRETS = List.of(
            "auth.basic.password",
            "auth.bearer.token",
            "auth.header.value",
            "auth.query.value",
            "auth.oauth2.client-secret",
            "sign.first",
            "sign.second",
            "tls.key",
            "secrets.value");

    private static final String HEADER = "headers.name";
    private static final String HEADER_VALUE = "headers.value";
    private static final String SECRET = "secrets.name";
    private static final String SECRET_VALUE = "secrets.value";
    private static final String BODY_TEST = "success.body";

    private CalloutForm() {}

    /** The fields of a callout that is kept, or would be, but for whom it tells: {@link TellingForm}. */
    static Typed of(Callout callout, UserFields userFields) {
        var fields = new LinkedHashMap<String, List<String>>();
        put(fields, "name", callout.name());
        tick(fields, "active", callout.active());
        put(fields, "url", callout.url());
        put(fields, "method", callout.method());
        put(fields, "format", callout.format().word());
        put(fields, "content-type", callout.contentType());
        put(fields, "body", callout.body());
        fields.put(HEADER, List.copyOf(callout.headers().keySet()));
        fields.put(HEADER_VALUE, List.copyOf(callout.headers().values()));
        fields.put(SECRET, List.copyOf(callout.secretNames()));
        put(
                fields,
                "field",
                callout.field() == null
                        ? null
                        : userFields
                                .withId(callout.field())
                                .map(UserField::name)
                                .orElse(Long.toString(callout.field())));
        authentication(fields, callout.authentication());
        put(fields, "success.codes", callout.success().codes().toString());
        bodyTest(fields, callout.success().body());
        put(fields, "retry.every", Span.written(callout.retry().every()));
        put(fields, "retry.times", Integer.toString(callout.retry().times()));
        put(
                fields,
                "retry.never",
                callout.never() == null ? null : callout.never().toString());
        tick(fields, "retry.retry-after", callout.retryAfter());
        put(fields, "timeout", Span.written(callout.timeout()));
        put(fields, "concurrency", Integer.toString(callout.concurrency()));
        put(fields, "after-crash", callout.afterCrash() == AfterCrash.HOLD ? "hold" : "resend");
        put(fields, "sign", callout.signatures() > 0 ? "1" : "0");
        put(fields, "tls.ca", callout.ca());
        put(fields, "tls.certificate", callout.certificate());
        return new Typed(fields);
    }

    private static void authentication(Map<String, List<String>> fields, Authentication authentication) {
        switch (authentication) {
            case Authentication.None _ -> put(fields, "auth", "none");
            case Authentication.Basic(var username) -> {
                put(fields, "auth", "basic");
                put(fields, "auth.basic.username", username);
            }
            case Authentication.Bearer _ -> put(fields, "auth", "bearer");
            case Authentication.Header(var name) -> {
                put(fields, "auth", "header");
                put(fields, "auth.header.name", name);
            }
            case Authentication.Query(var name) -> {
                put(fields, "auth", "query");
                put(fields, "auth.query.name", name);
            }
            case Authentication.OAuth2(var tokenUrl, var clientId, var scope) -> {
                put(fields, "auth", "oauth2");
                put(fields, "auth.oauth2.token-url", tokenUrl);
                put(fields, "auth.oauth2.client-id", clientId);
                put(fields, "auth.oauth2.scope", scope);
            }
        }
    }

    private static void bodyTest(Map<String, List<String>> fields, SuccessTest.@Nullable BodyTest test) {
        switch (test) {
            case null -> put(fields, BODY_TEST, "none");
            case SuccessTest.BodyTest.Contains(var text) -> {
                put(fields, BODY_TEST, "contains");
                put(fields, "success.body.text", text);
            }
            case SuccessTest.BodyTest.Lacks(var text) -> {
                put(fields, BODY_TEST, "lacks");
                put(fields, "success.body.text", text);
            }
            case SuccessTest.BodyTest.Present(var pointer) -> {
                put(fields, BODY_TEST, "present");
                put(fields, "success.body.pointer", pointer);
            }
            case SuccessTest.BodyTest.Absent(var pointer) -> {
                put(fields, BODY_TEST, "absent");
                put(fields, "success.body.pointer", pointer);
            }
            case SuccessTest.BodyTest.Equals(var pointer, var value) -> {
                put(fields, BODY_TEST, "equals");
                put(fields, "success.body.pointer", pointer);
                put(fields, "success.body.value", value);
            }
        }
    }

    private static void put(Map<String, List<String>> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, List.of(value));
        }
    }

    private static void tick(Map<String, List<String>> fields, String name, boolean on) {
        if (on) {
            fields.put(name, List.of("on"));
        }
    }

    /** As an entry of the setup file. What the chosen method, format and kind have no use for is left out, though it may have been typed. */
    static Map<String, @Nullable Object> entry(Typed typed) {
        var entry = new LinkedHashMap<String, @Nullable Object>();
        entry.put("name", typed.text("name"));
        entry.put("active", typed.on("active"));
        entry.put("url", typed.text("url").strip());
        entry.put("method", typed.text("method"));
        entry.put("format", typed.text("format"));
        if (typed.text("format").equals(DataFormat.CUSTOM.word())) {
            boolean get = typed.text("method").equals("GET");
            if (!get || !typed.isBlank("content-type")) {
                entry.put("content-type", typed.text("content-type").strip());
            }
            if (!get) {
                entry.put("body", typed.text("body"));
            }
        }
        entry.put("headers", headers(typed));
        entry.put("secrets", secrets(typed));
        var auth = auth(typed);
        if (!auth.isEmpty()) {
            entry.put("auth", auth);
        }
        putUnlessBlank(entry, "field", typed.text("field"));
        entry.put("success", success(typed));
        entry.put("retry", retry(typed));
        entry.put("timeout", typed.text("timeout"));
        entry.put("concurrency", typed.text("concurrency").strip());
        entry.put("after-crash", typed.text("after-crash"));
        if (typed.text("sign").equals("1")) {
            entry.put("sign", sign(typed));
        }
        TellingForm.entry(typed).ifPresent(telling -> entry.put("notify", telling));
        var tls = tls(typed);
        if (!tls.isEmpty()) {
            entry.put("tls", tls);
        }
        return entry;
    }

    private static Map<String, String> headers(Typed typed) {
        var headers = new LinkedHashMap<String, String>();
        var names = typed.all(HEADER);
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).isBlank()) {
                headers.put(names.get(i).strip(), typed.at(HEADER_VALUE, i));
            }
        }
        return headers;
    }

    /** A name of a header, or of a secret, that stands there twice: its form has two rows for it, and an entry would have one. */
    static List<String> twice(Typed typed) {
        var twice = new ArrayList<String>();
        for (var field : List.of(HEADER, SECRET)) {
            var seen = new HashSet<String>();
            for (var name : typed.all(field)) {
                if (!name.isBlank() && !seen.add(name.strip().toLowerCase(Locale.ROOT))) {
                    twice.add(field.substring(0, field.indexOf('.')) + "." + name.strip());
                }
            }
        }
        return twice;
    }

    /** A null keeps what is kept under that name. */
    private static Map<String, @Nullable String> secrets(Typed typed) {
        var dropped = Set.copyOf(typed.all("secrets.drop"));
        var secrets = new LinkedHashMap<String, @Nullable String>();
        var names = typed.all(SECRET);
        for (int i = 0; i < names.size(); i++) {
            var name = names.get(i).strip();
            if (!name.isEmpty() && !dropped.contains(name)) {
                var value = typed.at(SECRET_VALUE, i);
                secrets.put(name, value.isEmpty() ? null : value);
            }
        }
        return secrets;
    }

    private static Map<String, Object> auth(Typed typed) {
        var said = new LinkedHashMap<String, @Nullable Object>();
        var kind = typed.text("auth");
        var keys = switch (kind) {
            case "basic" -> List.of("username", "password");
            case "bearer" -> List.of("token");
            case "header", "query" -> List.of("name", "value");
            case "oauth2" -> List.of("token-url", "client-id", "client-secret", "scope");
            default -> List.<String>of();
        };
        for (var key : keys) {
            var field = "auth." + kind + "." + key;
            var value = typed.text(field);
            if (!value.isEmpty() || !(SECRETS.contains(field) || key.equals("scope"))) {
                said.put(key, SECRETS.contains(field) ? value : value.strip());
            }
        }
        return keys.isEmpty() ? Map.of() : Map.of(kind, said);
    }

    private static Map<String, Object> success(Typed typed) {
        var success = new LinkedHashMap<String, Object>();
        success.put("codes", typed.text("success.codes"));
        var pointer = typed.text("success.body.pointer").strip();
        switch (typed.text(BODY_TEST)) {
            case "contains" -> success.put("body", Map.of("contains", typed.text("success.body.text")));
            case "lacks" -> success.put("body", Map.of("lacks", typed.text("success.body.text")));
            case "present" -> success.put("body", Map.of("present", pointer));
            case "absent" -> success.put("body", Map.of("absent", pointer));
            case "equals" ->
                success.put(
                        "body",
                        Map.of("equals", Map.of("pointer", pointer, "value", typed.text("success.body.value"))));
            default -> {
                // the body is not looked at
            }
        }
        return success;
    }

    private static Map<String, @Nullable Object> retry(Typed typed) {
        var retry = new LinkedHashMap<String, @Nullable Object>();
        retry.put("every", typed.text("retry.every"));
        retry.put("times", typed.text("retry.times").strip());
        putUnlessBlank(retry, "never", typed.text("retry.never"));
        retry.put("retry-after", typed.on("retry.retry-after"));
        return retry;
    }

    /** Of those that are typed the first is the newest; typing none keeps those that are kept. */
    private static Map<String, Object> sign(Typed typed) {
        var secrets = new ArrayList<String>();
        for (var field : List.of("sign.first", "sign.second")) {
            if (!typed.text(field).isEmpty()) {
                secrets.add(typed.text(field));
            }
        }
        return secrets.isEmpty() ? Map.of() : Map.of("secrets", secrets);
    }

    private static Map<String, @Nullable Object> tls(Typed typed) {
        var tls = new LinkedHashMap<String, @Nullable Object>();
        putUnlessBlank(tls, "ca", typed.text("tls.ca"));
        putUnlessBlank(tls, "certificate", typed.text("tls.certificate"));
        putUnlessBlank(tls, "key", typed.text("tls.key"));
        return tls;
    }

    private static void putUnlessBlank(Map<String, @Nullable Object> entry, String key, String value) {
        if (!value.isBlank()) {
            entry.put(key, value);
        }
    }

    /** The field that a mistake is told at. */
    static String field(String setting, Typed typed) {
        return switch (setting) {
            case "success.body.contains", "success.body.lacks" -> "success.body.text";
            case "success.body.present", "success.body.absent", "success.body.equals.pointer" -> "success.body.pointer";
            case "success.body.equals.value" -> "success.body.value";
            case "sign", "sign.secrets", "sign.secrets[0]" -> "sign.first";
            case "sign.secrets[1]" -> "sign.second";
            default -> setting.startsWith("notify") ? TellingForm.field(setting, typed) : setting;
        };
    }

    /** What can be shown again: no secrets, and no rows without a name. */
    static Typed shown(Typed typed) {
        var shown = typed;
        for (var field : SECRETS) {
            shown = shown.without(field);
        }
        var headers = headers(typed);
        return shown.with(HEADER, List.copyOf(headers.keySet()))
                .with(HEADER_VALUE, List.copyOf(headers.values()))
                .with(
                        SECRET,
                        typed.all(SECRET).stream()
                                .filter(name -> !name.isBlank())
                                .toList());
    }

    /** Whether something was typed that is not shown again. */
    static boolean hasSecrets(Typed typed) {
        return SECRETS.stream().anyMatch(field -> typed.all(field).stream().anyMatch(value -> !value.isEmpty()));
    }
}
