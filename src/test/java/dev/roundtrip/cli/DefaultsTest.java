package dev.roundtrip.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.settings.Mail;
import dev.roundtrip.settings.Oidc;
import dev.roundtrip.settings.RequestLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What an option is that the command line does not name. */
class DefaultsTest {
    @TempDir
    private Path folder = Path.of("");

    @Command(mixinStandardHelpOptions = true)
    private static final class Serve {
        @Mixin
        private final ServerOptions options = new ServerOptions();
    }

    @Test
    void theEnvironmentComesBeforeTheFileAndTheCommandLineBeforeBoth() throws Exception {
        var file = Files.writeString(folder.resolve("roundtrip.properties"), """
                roundtrip.port=1
                roundtrip.address=0.0.0.0
                roundtrip.outbound-allow=10.0.0.0/8
                """);

        var settings = parsed(Map.of("ROUNDTRIP_PORT", "2", "ROUNDTRIP_ADDRESS", "::1"), file, "--port=3");

        assertThat(settings.settings().port()).isEqualTo(3);
        assertThat(settings.settings().address()).isEqualTo("::1");
        assertThat(settings.settings().outgoing().allow()).isEqualTo("10.0.0.0/8");
    }

    @Test
    void aLineOfTheFileMayHaveDotsForDashes() throws Exception {
        var file = Files.writeString(folder.resolve("roundtrip.properties"), """
                roundtrip.outbound.proxy=http://desk:s3cr3t@proxy.acme.example:3128
                roundtrip.outbound-no-proxy=.lan
                roundtrip.outbound.no.proxy=.wan
                """);

        var outgoing = parsed(Map.of(), file).settings().outgoing();

        assertThat(outgoing.proxy()).isEqualTo("http://desk:s3cr3t@proxy.acme.example:3128");
        assertThat(outgoing.noProxy()).isEqualTo(".lan");
        assertThat(outgoing.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void theSecretOfTheSignInProviderComesFromAFileAndIsNotTold() throws Exception {
        var secret = Files.writeString(folder.resolve("secret"), "s3cr3t\n");

        var settings = parsed(
                        Map.of("ROUNDTRIP_OIDC_CLIENT_SECRET_FILE", secret.toString()),
                        folder.resolve("none"),
                        "--oidc-issuer=https://id.acme.example",
                        "--oidc-client-id=desk",
                        "--oidc-name-de=Acme-Anmeldung")
                .settings();

        assertThat(settings.oidc())
                .contains(new Oidc("https://id.acme.example", "desk", "s3cr3t", "id.acme.example", "Acme-Anmeldung"));
        assertThat(settings.toString()).contains("id.acme.example").doesNotContain("s3cr3t");
    }

    @Test
    void aSignInProviderIsReachedByTlsAndHasASecret() {
        for (var issuer :
                List.of("http://id.acme.example", "id.acme.example", "https://id.acme.example?x=1", "https://")) {
            assertThatThrownBy(() -> Oidc.of(issuer, "desk", "s3cr3t", "", ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("--oidc-issuer \"" + issuer + "\"");
        }
        assertThatThrownBy(() -> Oidc.of("https://id.acme.example", "desk", "", "", ""))
                .hasMessageContaining("--oidc-client-secret-file");
        assertThatThrownBy(() -> Oidc.of("", "desk", "", "", "")).hasMessageContaining("without --oidc-issuer");
        assertThat(Oidc.of("", "", "", "", "")).isEmpty();
    }

    @Test
    void theMailServerComesFromWhereverTheOperatorSaysIt() throws Exception {
        var file = Files.writeString(folder.resolve("roundtrip.properties"), """
                roundtrip.mail.host=mail.acme.example
                roundtrip.mail.from=desk@acme.example
                roundtrip.mail.username=desk
                """);

        var settings = parsed(Map.of("ROUNDTRIP_MAIL_PASSWORD", "s3cr3t"), file, "--mail-tls=tls")
                .settings();

        assertThat(settings.mail())
                .contains(new Mail("mail.acme.example", 465, "desk", "s3cr3t", Mail.Tls.TLS, "desk@acme.example"));
        assertThat(settings.toString()).contains("mail.acme.example").doesNotContain("s3cr3t");
        assertThat(parsed(Map.of(), folder.resolve("none")).settings().mail()).isEmpty();
    }

    @Test
    void programsMayAskAsMuchAsTheOperatorSays() {
        var none = folder.resolve("none");

        assertThat(parsed(Map.of(), none).settings().limits()).isEqualTo(RequestLimits.USUAL);
        assertThat(parsed(Map.of("ROUNDTRIP_REQUESTS_PER_HOUR", "0"), none, "--requests-at-once=3")
                        .settings()
                        .limits())
                .isEqualTo(new RequestLimits(0, 3));
    }

    @Test
    void aVariableThatIsCalledLikeTheOptionForTheVersionAsksForNothing() {
        var settings = parsed(Map.of("ROUNDTRIP_VERSION", "1.2", "ROUNDTRIP_HELP", "yes"), folder.resolve("none"));

        assertThat(settings.settings().port()).isEqualTo(8080);
    }

    private static ServerOptions parsed(Map<String, String> environment, Path file, String... args) {
        var serve = new Serve();
        new CommandLine(serve)
                .setDefaultValueProvider(Defaults.of(environment, file))
                .parseArgs(args);
        return serve.options;
    }
}
