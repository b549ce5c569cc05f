package dev.roundtrip.settings;

import dev.roundtrip.store.Database;
import dev.roundtrip.store.KeySource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the operator decides, from options, environment and defaults. Every setting is {@code --some-name} and
 * {@code ROUNDTRIP_SOME_NAME}.
 *
 * @param data the folder for everything that is kept
 * @param database where the desk lives; by default a file in {@code data}
 * @param address the address to listen on
 * @param port 0 takes a free one
 * @param publicUrl how clients reach the desk, where that differs (behind a proxy); no slash at the end
 * @param outgoing which addresses calls may reach, and through which proxy
 * @param key where the keys are that secrets are sealed with; null means the file {@code key} in the data folder
 * @param setup a setup file that is applied at every start
 * @param practice whether the practice receiver is on
 * @param mail the mail server; empty where there is none
 * @param limits how much API clients may ask
 * @param digestEvery while a callout fails those who are told hear of it so often at most; 1 s to 24 h
 * @param securityLogDays how long the security log is kept; 0 is for ever
 * @param oidc over whom people may sign in; empty where there is nobody
 * @param proxies in front of the desk, that are believed
 */
public record Settings(
        Path data,
        Database database,
        String address,
        int port,
        Optional<String> publicUrl,
        Outgoing outgoing,
        @Nullable KeySource key,
        Optional<Path> setup,
        boolean practice,
        Optional<Mail> mail,
        RequestLimits limits,
        Duration digestEvery,
        int securityLogDays,
        Optional<Oidc> oidc,
        TrustedProxies proxies) {
    private static final String COOKIE = "roundtrip";
    private static final String SECURE_COOKIE = "__Host-roundtrip";
    public static final Duration USUAL_DIGEST = Duration.ofMinutes(15);
    public static final int USUAL_SECURITY_LOG_DAYS = 400;
    private static final int MOST_SECURITY_LOG_DAYS = 36_500;

    public Settings {
        if (digestEvery.compareTo(Duration.ofSeconds(1)) < 0 || digestEvery.compareTo(Duration.ofHours(24)) > 0) {
            throw new IllegalArgumentException("--digest-every " + digestEvery.toSeconds() + ": 1 to 86400 seconds");
        }
        if (securityLogDays < 0 || securityLogDays > MOST_SECURITY_LOG_DAYS) {
            throw new IllegalArgumentException("--security-log-days %d: 1 to %d days, or 0 for ever"
                    .formatted(securityLogDays, MOST_SECURITY_LOG_DAYS));
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + ": 0 to 65535");
        }
        publicUrl = publicUrl.map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    }

    /** Where people sign in with their passwords alone. */
    public Settings(
            Path data,
            Database database,
            String address,
            int port,
            Optional<String> publicUrl,
            Outgoing outgoing,
            @Nullable KeySource key,
            Optional<Path> setup,
            boolean practice,
            Optional<Mail> mail,
            RequestLimits limits,
            Duration digestEvery,
            int securityLogDays) {
        this(
                data,
                database,
                address,
                port,
                publicUrl,
                outgoing,
                key,
                setup,
                practice,
                mail,
                limits,
                digestEvery,
                securityLogDays,
                Optional.empty(),
                TrustedProxies.NONE);
    }

    /** Without a mail server, and with the usual limits. */
    public Settings(
            Path data,
            Database database,
            String address,
            int port,
            Optional<String> publicUrl,
            Outgoing outgoing,
            @Nullable KeySource key,
            Optional<Path> setup,
            boolean practice) {
        this(
                data,
                database,
                address,
                port,
                publicUrl,
                outgoing,
                key,
                setup,
                practice,
                Optional.empty(),
                RequestLimits.USUAL,
                USUAL_DIGEST,
                USUAL_SECURITY_LOG_DAYS);
    }

    /** With calls that go straight to their targets, as most do. */
    public Settings(
            Path data,
            Database database,
            String address,
            int port,
            Optional<String> publicUrl,
            String outboundAllow,
            @Nullable KeySource key,
            Optional<Path> setup,
            boolean practice) {
        this(data, database, address, port, publicUrl, Outgoing.allowing(outboundAllow), key, setup, practice);
    }

    /** The same with that mail server. */
    public Settings with(Mail server) {
        return new Settings(
                data,
                database,
                address,
                port,
                publicUrl,
                outgoing,
                key,
                setup,
                practice,
                Optional.of(server),
                limits,
                digestEvery,
                securityLogDays,
                oidc,
                proxies);
    }

    /** The same with those limits. */
    public Settings with(RequestLimits others) {
        return new Settings(
                data,
                database,
                address,
                port,
                publicUrl,
                outgoing,
                key,
                setup,
                practice,
                mail,
                others,
                digestEvery,
                securityLogDays,
                oidc,
                proxies);
    }

    /** The same with that provider. */
    public Settings with(Oidc provider) {
        return new Settings(
                data,
                database,
                address,
                port,
                publicUrl,
                outgoing,
                key,
                setup,
                practice,
                mail,
                limits,
                digestEvery,
                securityLogDays,
                Optional.of(provider),
                proxies);
    }

    /** The same behind those. */
    public Settings with(TrustedProxies others) {
        return new Settings(
                data,
                database,
                address,
                port,
                publicUrl,
                outgoing,
                key,
                setup,
                practice,
                mail,
                limits,
                digestEvery,
                securityLogDays,
                oidc,
                others);
    }

    /** All defaults, in that folder. */
    public static Settings in(Path data) {
        return new Settings(
                data,
                new Database.Sqlite(data.toAbsolutePath().resolve("roundtrip.db")),
                "127.0.0.1",
                8080,
                Optional.empty(),
                "",
                null,
                Optional.empty(),
                false);
    }

    /** What the pages' and API's framework needs to know of it. */
    public Map<String, Object> forSpring() {
        var known = new HashMap<String, Object>(Map.of("server.address", address, "server.port", port));
        if (!proxies.isNone()) {
            known.put("server.tomcat.remoteip.remote-ip-header", "x-forwarded-for");
            known.put("server.tomcat.remoteip.protocol-header", "x-forwarded-proto");
            known.put("server.tomcat.remoteip.internal-proxies", proxies.pattern());
        }
        known.put("server.servlet.session.cookie.name", isReachedByHttps() ? SECURE_COOKIE : COOKIE);
        if (isReachedByHttps()) {
            // The browser takes it from this host alone, and sends it nowhere else, and never in clear.
            known.put("server.servlet.session.cookie.secure", true);
            known.put("server.servlet.session.cookie.path", "/");
        }
        return known;
    }

    /** Whether people come by https: by a proxy, for the desk itself speaks http. */
    public boolean isReachedByHttps() {
        return publicUrl.filter(url -> url.startsWith("https://")).isPresent();
    }
}
