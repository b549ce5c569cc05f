package dev.roundtrip.setup;

import static dev.roundtrip.setup.BasicsApplying.added;
import static dev.roundtrip.setup.BasicsApplying.called;

import dev.roundtrip.callout.Authentication;
import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.Secrets;
import dev.roundtrip.callout.SuccessTest;
import dev.roundtrip.delivery.AfterCrash;
import dev.roundtrip.field.UserField;
import dev.roundtrip.notify.Recipient;
import dev.roundtrip.notify.Telling;
import dev.roundtrip.rule.RuleRefused;
import dev.roundtrip.rule.Span;
import dev.roundtrip.setup.SetupDocument.CalloutEntry;
import dev.roundtrip.setup.SetupDocument.TellingEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Applies callouts. Secrets that the file leaves out stay as they are. */
final class CalloutApplying {
    private final Applying applying;
    private final Rooms rooms;

    CalloutApplying(Applying applying) {
        this.applying = applying;
        this.rooms = applying.rooms;
    }

    void callout(CalloutEntry entry) {
        var kept = applying.meant(rooms.callouts().named(entry.name()), rooms.callouts()::withId);
        kept.ifPresent(known -> refuseForeignSecret(entry, known));
        var wanted = wanted(entry, kept);
        var secrets = secrets(entry);
        // Asked even when nothing seems to differ: a field that a template names may have gone since.
        applying.warnings.of(entry.path(), wanted, rooms.callouts().check(wanted, secrets));
        warnOfReach(entry, wanted.telling());
        if (entry.field() != null && wanted.field() == null) {
            throw new Applying.Told();
        }
        applying.change(
                () -> kept.map(now -> differences(entry, now, wanted, secrets))
                        .orElse(List.of(added("callout", wanted.name()))),
                () -> rooms.callouts().keep(wanted, secrets));
    }

    /** Nobody is refused for that: a mail server comes later, and people come back. */
    private void warnOfReach(CalloutEntry entry, @Nullable Telling telling) {
        if (telling == null) {
            return;
        }
        switch (rooms.notices().reach(telling.who())) {
            case ASSIGNED_ALONE ->
                applying.warnings.of(
                        entry.at("notify"),
                        "of a ticket that is assigned to nobody, the administrators are told; name somebody besides assigned-resource");
            case NONE ->
                applying.warnings.of(
                        entry.at("notify"),
                        "none of these can be told now: they are inactive or gone, or mail addresses without a mail server (--mail-host); the administrators are told instead");
            case SOMEBODY, NOBODY_NAMED -> {}
        }
    }

    /** @param callout null when it cannot be one */
    record Drafted(@Nullable Callout callout, Secrets secrets) {}

    /** What {@link #callout} would keep. What is wrong with it is told, and nothing is kept. */
    Drafted draft(CalloutEntry entry) {
        var wanted = new AtomicReference<@Nullable Callout>();
        var secrets = secrets(entry);
        applying.went(entry.path(), () -> {
            var kept = applying.meant(rooms.callouts().named(entry.name()), rooms.callouts()::withId);
            var callout = wanted(entry, kept);
            wanted.set(callout);
            kept.ifPresent(known -> refuseForeignSecret(entry, known));
            rooms.callouts().check(callout, secrets);
        });
        return new Drafted(wanted.get(), secrets);
    }

    // A password that is kept for one way of authentication is not to go out as the token of another.
    private void refuseForeignSecret(CalloutEntry entry, Callout kept) {
        var kind = entry.authentication().getClass();
        if (entry.authSecret() == null
                && entry.authentication().needsSecret()
                && kind != kept.authentication().getClass()) {
            throw applying.refused(
                    entry.at("auth"),
                    "lacks its secret; the one that is kept belongs to %s".formatted(way(kept.authentication())));
        }
    }

    private Callout wanted(CalloutEntry entry, Optional<Callout> kept) {
        var headers = new LinkedHashMap<String, String>();
        entry.headers().forEach((name, value) -> headers.put(name, value.text()));
        return new Callout(
                kept.map(Callout::id).orElse(0L),
                entry.name(),
                entry.active(),
                entry.url(),
                entry.method(),
                entry.format(),
                entry.contentType(),
                entry.body(),
                headers,
                entry.authentication(),
                field(entry),
                entry.success(),
                entry.retry(),
                entry.never(),
                entry.retryAfter(),
                entry.timeout(),
                entry.concurrency(),
                entry.afterCrash(),
                entry.ca(),
                entry.certificate(),
                signatures(entry, kept),
                entry.secrets() == null
                        ? kept.map(Callout::secretNames).orElse(Set.of())
                        : entry.secrets().keySet(),
                telling(entry.telling()));
    }

    private @Nullable Telling telling(@Nullable TellingEntry entry) {
        if (entry == null) {
            return null;
        }
        var who = entry.who().stream()
                .map(this::recipient)
                .flatMap(Optional::stream)
                .toList();
        if (who.size() < entry.who().size()) {
            throw new Applying.Told();
        }
        return new Telling(who, entry.when());
    }

    /** Of what a ticket points at only who it is assigned to: a trouble is one of many tickets. Empty, after it was told, for nobody. */
    private Optional<Recipient> recipient(Value who) {
        try {
            var recipient = rooms.words().recipient(who.text());
            if (recipient instanceof Recipient.Role role && role != Recipient.Role.ASSIGNED_RESOURCE) {
                applying.wrong(
                        who.path(),
                        "\"%s\": a callout tells assigned-resource, people by their login, mail addresses, and channels"
                                .formatted(role.word()));
                return Optional.empty();
            }
            return Optional.of(recipient);
        } catch (RuleRefused e) {
            applying.wrong(who.path(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private int signatures(CalloutEntry entry, Optional<Callout> kept) {
        if (entry.signing() == null) {
            return 0;
        }
        int count = entry.signing().isEmpty()
                ? kept.map(Callout::signatures).orElse(0)
                : entry.signing().size();
        if (count == 0) {
            throw applying.refused(entry.at("sign"), "lacks its secrets; none are kept");
        }
        return count;
    }

    /** Null, after it was told, also when there is none of that name. */
    private @Nullable Long field(CalloutEntry entry) {
        var name = entry.field();
        var field = name == null
                ? Optional.<Long>empty()
                : rooms.userFields().named(name).map(UserField::id);
        if (name != null && field.isEmpty()) {
            applying.unknown(
                    entry.at("field"),
                    "field",
                    name,
                    rooms.userFields().active().stream().map(UserField::name).toList());
        }
        return field.orElse(null);
    }

    private static Secrets secrets(CalloutEntry entry) {
        var secrets = entry.authSecret() == null
                ? Secrets.none()
                : Secrets.none().withAuth(entry.authSecret().text());
        if (entry.tlsKey() != null) {
            secrets = secrets.withTlsKey(entry.tlsKey().text());
        }
        if (entry.signing() != null) {
            secrets = secrets.withSigning(
                    entry.signing().stream().map(Secret::text).toList());
        }
        if (entry.secrets() != null) {
            for (var named : entry.secrets().entrySet()) {
                var secret = named.getValue();
                if (secret.isPresent()) {
                    secrets = secrets.withNamed(named.getKey(), secret.get().text());
                }
            }
        }
        return secrets;
    }

    private List<String> differences(CalloutEntry entry, Callout now, Callout wanted, Secrets secrets) {
        var comparison = applying.compare(called("callout", now.name()), entry.path())
                .of("name", now.name(), wanted.name())
                .of("active", now.active(), wanted.active())
                .of("url", now.url(), wanted.url())
                .of("method", now.method(), wanted.method())
                .of("format", now.format().word(), wanted.format().word())
                .of("content-type", now.contentType(), wanted.contentType())
                .of("body", now.body(), wanted.body());
        compareHeaders(comparison, now.headers(), wanted.headers());
        return comparison
                .of("secrets", now.secretNames(), wanted.secretNames())
                .of("auth", now.authentication(), wanted.authentication(), CalloutApplying::way)
                .of("sign", signed(now.signatures()), signed(wanted.signatures()))
                .when(rooms.callouts().secretsDiffer(now.id(), secrets), "a secret of \"" + now.name() + "\" differs")
                .of("field", fieldName(now), fieldName(wanted))
                .of("success.codes", now.success().codes(), wanted.success().codes())
                .of("success.body", now.success().body(), wanted.success().body(), CalloutApplying::words)
                .of(
                        "retry.every",
                        Span.written(now.retry().every()),
                        Span.written(wanted.retry().every()))
                .of("retry.times", now.retry().times(), wanted.retry().times())
                .of("retry.never", now.never(), wanted.never())
                .of("retry.retry-after", now.retryAfter(), wanted.retryAfter())
                .of("timeout", Span.written(now.timeout()), Span.written(wanted.timeout()))
                .of("concurrency", now.concurrency(), wanted.concurrency())
                .of("after-crash", word(now.afterCrash()), word(wanted.afterCrash()))
                .of("notify", told(now.telling()), told(wanted.telling()))
                .when(
                        !Optional.ofNullable(now.ca()).equals(Optional.ofNullable(wanted.ca())),
                        called("callout", now.name()) + ": tls.ca differs")
                .when(
                        !Optional.ofNullable(now.certificate()).equals(Optional.ofNullable(wanted.certificate())),
                        called("callout", now.name()) + ": tls.certificate differs")
                .differences();
    }

    /** Names of headers are equal without case; their order counts, since it is that of the request. */
    private static void compareHeaders(Comparison comparison, Map<String, String> now, Map<String, String> wanted) {
        var before = lower(now);
        var after = lower(wanted);
        wanted.forEach((name, value) -> comparison.of("headers." + name, before.get(lower(name)), value));
        now.forEach((name, value) -> {
            if (!after.containsKey(lower(name))) {
                comparison.of("headers." + name, value, null);
            }
        });
        if (before.keySet().equals(after.keySet())) {
            comparison.of("order of headers", List.copyOf(before.keySet()), List.copyOf(after.keySet()));
        }
    }

    private static Map<String, String> lower(Map<String, String> headers) {
        var lower = new LinkedHashMap<String, String>();
        headers.forEach((name, value) -> lower.put(lower(name), value));
        return lower;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private @Nullable String fieldName(Callout callout) {
        return callout.field() == null
                ? null
                : rooms.userFields()
                        .withId(callout.field())
                        .map(UserField::name)
                        .orElse("field " + callout.field());
    }

    private static String way(Authentication authentication) {
        return switch (authentication) {
            case Authentication.None _ -> "none";
            case Authentication.Basic(var username) -> "basic, username " + username;
            case Authentication.Bearer _ -> "bearer";
            case Authentication.Header(var name) -> "header " + name;
            case Authentication.Query(var name) -> "query parameter " + name;
            case Authentication.OAuth2(var tokenUrl, var clientId, var scope) ->
                "oauth2, client-id %s at %s%s".formatted(clientId, tokenUrl, scope == null ? "" : ", scope " + scope);
        };
    }

    private static String signed(int secrets) {
        return switch (secrets) {
            case 0 -> "none";
            case 1 -> "with one secret";
            default -> "with " + secrets + " secrets";
        };
    }

    private static String words(SuccessTest.BodyTest test) {
        return switch (test) {
            case SuccessTest.BodyTest.Contains(var text) -> "contains " + text;
            case SuccessTest.BodyTest.Lacks(var text) -> "lacks " + text;
            case SuccessTest.BodyTest.Present(var pointer) -> "present " + pointer;
            case SuccessTest.BodyTest.Absent(var pointer) -> "absent " + pointer;
            case SuccessTest.BodyTest.Equals(var pointer, var value) -> pointer + " equals " + value;
        };
    }

    private String told(@Nullable Telling telling) {
        return telling == null
                ? "not chosen"
                : telling.isNobody()
                        ? "nobody"
                        : telling.when().word() + " "
                                + telling.who().stream()
                                        .map(rooms.words()::recipient)
                                        .collect(Collectors.joining(", "));
    }

    private static String word(AfterCrash afterCrash) {
        return afterCrash == AfterCrash.HOLD ? "hold" : "resend";
    }
}
