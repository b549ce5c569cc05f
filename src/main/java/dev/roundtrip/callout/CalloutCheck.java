package dev.roundtrip.callout;

import dev.roundtrip.callout.CalloutRefused.Problem;
import dev.roundtrip.field.UserField;
import dev.roundtrip.outbound.AddressPolicy;
import dev.roundtrip.outbound.OutboundUrl;
import dev.roundtrip.outbound.TlsProfile;
import dev.roundtrip.template.Place;
import dev.roundtrip.template.Template;
import dev.roundtrip.ticket.UserFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Everything that can be known of a callout before it is kept, without asking the network. */
final class CalloutCheck {
    private static final String TOKEN_URL = "auth.oauth2.token-url";

    private final Callout callout;
    private final Secrets secrets;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    /** @param secrets all that it will have, those that are kept and those that come with it */
    CalloutCheck(Callout callout, Secrets secrets) {
        this.callout = callout;
        this.secrets = secrets;
    }

    /**
     * @param judge what the guard says of an address that is saved
     * @param now for certificates, which run out
     * @return what a person should know, though it is kept
     * @throws CalloutRefused with all that is wrong
     */
    List<Problem> run(
            TicketNames names,
            UserFields fields,
            Optional<Callout> namesake,
            Function<OutboundUrl, AddressPolicy.Verdict> judge,
            Instant now) {
        try {
            var templates = CalloutTemplates.parse(callout, names);
            secretsArriveAsTheyAre(templates);
            addresses(judge);
            credentialsAreNotInClear(templates);
        } catch (CalloutRefused e) {
            problems.addAll(e.problems());
        }
        headersStandOnce();
        fieldIsActive(fields);
        secretsAreThere();
        secretsSign();
        tlsIsOfUse(now);
        somebodyIsTold();
        namesake.filter(twin -> twin.id() != callout.id())
                .ifPresent(twin -> wrong("name", "there is a callout \"" + twin.name() + "\" already"));
        if (!problems.isEmpty()) {
            throw new CalloutRefused(problems);
        }
        return List.copyOf(warnings);
    }

    private void somebodyIsTold() {
        if (callout.telling() == null) {
            warnings.add(
                    new Problem(
                            "notify",
                            0,
                            0,
                            "nobody is told when this callout fails; name people or mail addresses, or say who: [] for nobody, on purpose"));
        }
    }

    /** Where it calls, as far as that is known before there is a ticket. */
    static OutboundUrl target(Callout callout) {
        var url = callout.url();
        if (!url.contains("{{")) {
            return OutboundUrl.parse(url);
        }
        // Only the host matters here, and no template may stand in it.
        int slash = url.indexOf('/', url.indexOf("//") + 2);
        var authority = slash < 0 ? url.split("[?#]", 2)[0] : url.substring(0, slash);
        return OutboundUrl.parse(authority + (url.startsWith(authority + "/practice/") ? "/practice/x" : "/"));
    }

    /** All that it calls, by the setting that says so, as far as that can be read: its target, and where its access tokens come from. */
    static Map<String, OutboundUrl> called(Callout callout) {
        var called = new LinkedHashMap<String, OutboundUrl>();
        called.put("url", target(callout));
        if (callout.authentication() instanceof Authentication.OAuth2 way) {
            called.put(TOKEN_URL, OutboundUrl.parse(way.tokenUrl()));
        }
        return called;
    }

    private void wrong(String setting, String message) {
        problems.add(new Problem(setting, 0, 0, message));
    }

    private void warn(String setting, String message) {
        warnings.add(new Problem(setting, 0, 0, message));
    }

    private void addresses(Function<OutboundUrl, AddressPolicy.Verdict> judge) {
        address("url", () -> target(callout), judge);
        if (callout.authentication() instanceof Authentication.OAuth2 way) {
            address(TOKEN_URL, () -> OutboundUrl.parse(way.tokenUrl()), judge);
        }
    }

    private void address(
            String setting, Supplier<OutboundUrl> where, Function<OutboundUrl, AddressPolicy.Verdict> judge) {
        try {
            if (judge.apply(where.get()) instanceof AddressPolicy.Verdict.Refused(var message)) {
                wrong(setting, message);
            }
        } catch (IllegalArgumentException e) {
            wrong(setting, String.valueOf(e.getMessage()));
        }
    }

    private void credentialsAreNotInClear(CalloutTemplates templates) {
        boolean secret = callout.authentication().needsSecret()
                || templates.all().values().stream().anyMatch(t -> !t.secrets().isEmpty());
        if (secret) {
            warnIfInClear("url", callout.url());
        }
        if (callout.authentication() instanceof Authentication.OAuth2 way) {
            warnIfInClear(TOKEN_URL, way.tokenUrl());
        }
    }

    private void warnIfInClear(String setting, String url) {
        if (isInClear(url)) {
            warn(setting, "sends credentials over http://, where everybody on the way can read them; use https://");
        }
    }

    private void headersStandOnce() {
        var carrier = callout.authentication().header();
        for (var name : callout.headers().keySet()) {
            if (carrier.filter(name::equalsIgnoreCase).isPresent()) {
                wrong(
                        "headers." + name,
                        "is written by the callout's authentication (%s), so it would be sent twice; leave one of the two out"
                                .formatted(callout.authentication().secretSetting()));
            } else if (name.equalsIgnoreCase("Content-Type")
                    && !callout.method().equals("GET")) {
                wrong(
                        "headers." + name,
                        callout.format() == DataFormat.CUSTOM
                                ? "cannot be set; a custom format says what it sends under content-type"
                                : "cannot be set; format %s is always sent as %s. For another use format custom, with content-type and body"
                                        .formatted(
                                                callout.format().word(),
                                                callout.format().contentType()));
            }
        }
    }

    private void fieldIsActive(UserFields fields) {
        if (callout.field() != null) {
            var field = fields.withId(callout.field());
            if (field.filter(UserField::active).isEmpty()) {
                wrong(
                        "field",
                        field.map(gone -> "\"" + gone.name() + "\"").orElse("field " + callout.field())
                                + " is not an active field of this desk");
            }
        }
    }

    private void secretsAreThere() {
        var auth = secrets.auth();
        if (callout.authentication().needsSecret() && auth == null) {
            wrong("auth", "its password, token or value is missing");
        } else if (auth != null && callout.authentication().carriesSecretAsItIs()) {
            faultInHeader(auth)
                    .or(() -> beyondAscii(auth)
                            ? Optional.of(
                                    "holds a character outside ASCII, which a header cannot carry; write it encoded as the far end expects it")
                            : Optional.empty())
                    .ifPresent(fault -> wrong(callout.authentication().secretSetting(), fault));
        }
        for (var name : callout.secretNames()) {
            if (secrets.named(name) == null) {
                wrong("secrets." + name, "its value is missing");
            }
        }
    }

    private void secretsSign() {
        var sound = new HashSet<SigningSecret>();
        for (int i = 0; i < callout.signatures(); i++) {
            var setting = "sign.secrets[" + i + "]";
            var secret = secrets.signing(i);
            if (secret == null) {
                wrong(setting, "is missing");
                continue;
            }
            try {
                if (!sound.add(SigningSecret.of(secret))) {
                    wrong(
                            setting,
                            "is the same as the one before it; during a change both the new one and the old one stand there");
                }
            } catch (IllegalArgumentException e) {
                wrong(setting, String.valueOf(e.getMessage()));
            }
        }
    }

    private void tlsIsOfUse(Instant now) {
        try {
            callout.tls(secrets).outdated(now).forEach(part -> warn(part.setting(), part.words()));
        } catch (TlsProfile.Fault e) {
            wrong(e.setting(), e.words());
        }
        if (callout.certificate() != null && isInClear(callout.url())) {
            warn("tls.certificate", "is of no use over http://, which shows nobody a certificate; use https://");
        }
    }

    private static boolean isInClear(String url) {
        return url.regionMatches(true, 0, "http:", 0, 5);
    }

    private void secretsArriveAsTheyAre(CalloutTemplates templates) {
        templates
                .all()
                .forEach((setting, template) -> eachSecret(template, (name, place) -> {
                    var secret = String.valueOf(secrets.named(name));
                    if (place == Place.HEADER) {
                        faultInHeader(secret)
                                .ifPresent(
                                        fault -> wrong("secrets." + name, fault + " (it stands in " + setting + ")"));
                        if (beyondAscii(secret)) {
                            warn(
                                    "secrets." + name,
                                    "holds a character outside ASCII, which is sent percent-encoded in " + setting);
                        }
                    } else if (!place.carries(secret)) {
                        wrong("secrets." + name, "holds a control character, which cannot be sent in " + setting);
                    }
                }));
    }

    private void eachSecret(Template template, BiConsumer<String, Place> look) {
        template.secrets().forEach((name, places) -> {
            if (secrets.named(name) != null) {
                places.forEach(place -> look.accept(name, place));
            }
        });
    }

    private static Optional<String> faultInHeader(String secret) {
        if (secret.indexOf('\n') >= 0 || secret.indexOf('\r') >= 0) {
            return Optional.of("holds a line break, which a header cannot carry; write it on one line");
        }
        if (secret.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("holds a control character, which a header cannot carry");
        }
        return secret.equals(secret.strip())
                ? Optional.empty()
                : Optional.of("begins or ends with a blank, which a header does not carry");
    }

    private static boolean beyondAscii(String secret) {
        return secret.chars().anyMatch(c -> c > 0x7f);
    }
}
