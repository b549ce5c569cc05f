package dev.roundtrip.cli;

import dev.roundtrip.settings.Mail;
import dev.roundtrip.settings.Oidc;
import dev.roundtrip.settings.Outgoing;
import dev.roundtrip.settings.RequestLimits;
import dev.roundtrip.settings.Settings;
import dev.roundtrip.settings.TrustedProxies;
import dev.roundtrip.store.Database;
import dev.roundtrip.store.KeySource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a server, on the command line; {@link Defaults} fills in what environment and settings file say. */
public final class ServerOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "folder for everything that is kept (default: ${DEFAULT-VALUE})")
    private Path data = Path.of("data");

    @Option(
            names = "--database",
            paramLabel = "JDBC-URL",
            description =
                    "jdbc:sqlite:PATH or jdbc:postgresql://HOST/NAME?user=…&password=… (default: a file in the data folder)")
    private @Nullable String database;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "address to listen on (default: ${DEFAULT-VALUE})")
    private String address = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "port to listen on, 0 for a free one (default: ${DEFAULT-VALUE})")
    private int port = 8080;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "how clients reach the desk, where that differs: behind a proxy")
    private @Nullable String publicUrl;

    @Option(
            names = "--trusted-proxies",
            paramLabel = "LIST",
            defaultValue = "",
            description =
                    "addresses of proxies in front of the desk, which are believed when they say who asked: 10.0.0.5,::1")
    private String trustedProxies = "";

    @Option(
            names = "--requests-per-hour",
            paramLabel = "NUMBER",
            defaultValue = "10000",
            description =
                    "most requests over the Autotask API in a rolling hour, of all integrations together; 0 for no limit (default:"
                            + " ${DEFAULT-VALUE})")
    private int requestsPerHour = RequestLimits.USUAL.perHour();

    @Option(
            names = "--requests-at-once",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description =
                    "most requests of one integration about one entity at once; 0 for no limit (default: ${DEFAULT-VALUE})")
    private int requestsAtOnce = RequestLimits.USUAL.atOnce();

    @Option(
            names = "--outbound-allow",
            paramLabel = "LIST",
            defaultValue = "",
            description =
                    "what of the private, loopback and other shut addresses callouts may reach, as CIDR with optional ports:"
                            + " 10.0.0.0/8,127.0.0.1/32:5665")
    private String outboundAllow = "";

    @Option(
            names = "--outbound-proxy",
            paramLabel = "URL",
            defaultValue = "",
            description =
                    "forward proxy for what callouts send: http://HOST:PORT or http://USER:PASSWORD@HOST:PORT; its address has to be"
                            + " allowed like any other. With a password better as ROUNDTRIP_OUTBOUND_PROXY, which no list of processes shows")
    private String outboundProxy = "";

    @Option(
            names = "--outbound-no-proxy",
            paramLabel = "LIST",
            defaultValue = "",
            description =
                    "what is called without the proxy: names, .suffixes and blocks of addresses: icinga.acme.example,.lan,10.0.0.0/8")
    private String outboundNoProxy = "";

    @Option(
            names = "--mail-host",
            paramLabel = "HOST",
            defaultValue = "",
            description = "mail server for what people are told; without one it stands in their inbox alone")
    private String mailHost = "";

    @Option(
            names = "--mail-port",
            paramLabel = "PORT",
            description = "its port (default: 587 with starttls, 465 with tls, 25 with none)")
    private @Nullable Integer mailPort;

    @Option(
            names = "--mail-username",
            paramLabel = "NAME",
            defaultValue = "",
            description = "whom the desk signs in as there")
    private String mailUsername = "";

    @Option(
            names = "--mail-password",
            paramLabel = "PASSWORD",
            defaultValue = "",
            description = "and with what; better as ROUNDTRIP_MAIL_PASSWORD, which no list of processes shows")
    private String mailPassword = "";

    @Option(
            names = "--mail-tls",
            paramLabel = "WAY",
            defaultValue = "starttls",
            description = "none, starttls or tls (default: ${DEFAULT-VALUE})")
    private String mailTls = "starttls";

    @Option(
            names = "--mail-from",
            paramLabel = "ADDRESS",
            defaultValue = "",
            description = "address that mails come from, needed beside --mail-host: desk@acme.example")
    private String mailFrom = "";

    @Option(
            names = "--oidc-issuer",
            paramLabel = "URL",
            defaultValue = "",
            description =
                    "OpenID Connect provider over which people may sign in, as it names itself: https://id.acme.example")
    private String oidcIssuer = "";

    @Option(
            names = "--oidc-client-id",
            paramLabel = "ID",
            defaultValue = "",
            description = "what the desk is called there")
    private String oidcClientId = "";

    @Option(
            names = "--oidc-client-secret",
            paramLabel = "SECRET",
            defaultValue = "",
            description =
                    "and its secret; better as ROUNDTRIP_OIDC_CLIENT_SECRET, which no list of processes shows, or as a file")
    private String oidcClientSecret = "";

    @Option(
            names = "--oidc-client-secret-file",
            paramLabel = "FILE",
            description = "file with that secret; used in place of --oidc-client-secret")
    private @Nullable Path oidcClientSecretFile;

    @Option(
            names = "--oidc-name",
            paramLabel = "NAME",
            defaultValue = "",
            description = "what the provider is called on the page for signing in (default: its host)")
    private String oidcName = "";

    @Option(
            names = "--oidc-name-de",
            paramLabel = "NAME",
            defaultValue = "",
            description = "the same in German (default: as --oidc-name)")
    private String oidcNameDe = "";

    @Option(
            names = "--digest-every",
            paramLabel = "SECONDS",
            defaultValue = "900",
            description =
                    "while a callout fails those who are told hear of it so often at most, in seconds (default: ${DEFAULT-VALUE})")
    private int digestEvery = (int) Settings.USUAL_DIGEST.toSeconds();

    @Option(
            names = "--security-log-days",
            paramLabel = "DAYS",
            defaultValue = "400",
            description = "how long events of the security log are kept; 0 for ever (default: ${DEFAULT-VALUE})")
    private int securityLogDays = Settings.USUAL_SECURITY_LOG_DAYS;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description =
                    "file with the keys that secrets are sealed with, each 32 bytes in base64, the newest first (default: the file key in the data folder, made"
                            + " at the first start; or ROUNDTRIP_KEY)")
    private @Nullable Path keyFile;

    @Option(names = "--setup", paramLabel = "FILE", description = "setup file that is applied at every start")
    private @Nullable Path setup;

    @Option(names = "--practice", description = "switch the practice receiver on, at /practice/NAME")
    private boolean practice;

    /** @throws IllegalArgumentException naming the option whose value cannot be used */
    public Settings settings() {
        return new Settings(
                data,
                database == null ? Settings.in(data).database() : Database.of(database),
                address,
                port,
                Optional.ofNullable(publicUrl),
                new Outgoing(outboundAllow, outboundProxy, outboundNoProxy),
                key(),
                Optional.ofNullable(setup),
                practice,
                Mail.of(mailHost, mailPort, mailUsername, mailPassword, mailTls, mailFrom),
                new RequestLimits(requestsPerHour, requestsAtOnce),
                Duration.ofSeconds(digestEvery),
                securityLogDays,
                Oidc.of(oidcIssuer, oidcClientId, oidcSecret(), oidcName, oidcNameDe),
                TrustedProxies.of(trustedProxies));
    }

    private @Nullable KeySource key() {
        if (keyFile == null) {
            var given = System.getenv("ROUNDTRIP_KEY");
            return given == null ? null : new KeySource.Given(given);
        }
        read("--key-file", keyFile); // what keeps it from being read is told with the option's name
        return new KeySource.Kept(keyFile);
    }

    private String oidcSecret() {
        return oidcClientSecretFile == null
                ? oidcClientSecret
                : read("--oidc-client-secret-file", oidcClientSecretFile);
    }

    private static String read(String option, Path file) {
        var named = option + " " + file;
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(named + ": there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new UncheckedIOException(named + " may not be read by this user", e);
        } catch (IOException e) {
            throw new UncheckedIOException(named + " cannot be read: " + e.getMessage(), e);
        }
    }
}
