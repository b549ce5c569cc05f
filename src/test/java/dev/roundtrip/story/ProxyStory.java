package dev.roundtrip.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.House;
import dev.roundtrip.delivery.Attempt;
import dev.roundtrip.outbound.Resolver;
import dev.roundtrip.settings.Outgoing;
import dev.roundtrip.settings.Settings;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.FakeProxy;
import dev.roundtrip.testing.Received;
import dev.roundtrip.testing.Reply;
import dev.roundtrip.testing.TestCa;
import dev.roundtrip.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A desk whose way out leads through a proxy, which wants a password and passes it on where it should not. */
class ProxyStory {
    private static final TestCa CA = TestCa.named("Acme CA");

    private final DeskUnderTest desk = DeskUnderTest.on(TestDatabase.SQLITE);
    private final FakeEndpoint target = FakeEndpoint.start();
    private final FakeProxy proxy = FakeProxy.before(target);

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void close() {
        desk.close();
        proxy.close();
        target.close();
    }

    @Test
    void aDeliveryGoesThroughItAndItsPasswordIsNowhere() throws Exception {
        target.answers(Reply.to(request -> Reply.status(200).body(request.raw())));
        through("desk:prox%2Fy-4711@");
        desk.apply(setup("http://hook.acme.example/close", "{}"));
        desk.ticket("one");
        desk.runDue();

        assertThat(target.requests().getFirst().header("Proxy-Authorization"))
                .contains("Basic ZGVzazpwcm94L3ktNDcxMQ==");
        var delivery = desk.deliveries().getFirst();
        assertThat(desk.attempts(delivery)).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).isEqualTo(200);
            assertThat(attempt.address()).isEqualTo("127.0.0.1:" + proxy.port());
            assertThat(attempt.detail())
                    .contains("POST http://hook.acme.example/close", "Proxy-Authorization: Basic ••••••••")
                    .doesNotContain("prox/y", "ZGVza");
        });
    }

    @Test
    void aProxyThatRefusesFailsTheAttemptAndIsNotTheTarget() {
        through("");
        desk.apply(setup("https://hook.acme.example/close", "{ never: '407' }"));
        proxy.answers("HTTP/1.1 407 Who\r\n\r\n");
        desk.ticket("one");
        desk.runDue();

        var delivery = desk.deliveries().getFirst();
        assertThat(delivery.state().word()).isEqualTo("waiting");
        assertThat(desk.attempts(delivery)).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).isNull();
            assertThat(attempt.error())
                    .isEqualTo(
                            "the proxy 127.0.0.1:%d asks for a user and a password (407); put them into --outbound-proxy",
                            proxy.port());
        });
    }

    @Test
    void anAccessTokenIsFetchedThroughItToo() {
        try (var login = FakeEndpoint.startTls(CA.issues("login.acme.example"));
                var toLogin = FakeProxy.before(login)) {
            login.answers(Reply.status(200).json("{\"access_token\":\"tok-1\",\"token_type\":\"Bearer\"}"));
            desk.restartWith(new Outgoing("127.0.0.1/32", toLogin.setting(""), "not.acme.example, 127.0.0.0/8"));
            desk.apply("""
                    callouts:
                      - name: Close
                        url: "%s"
                        tls: { ca: ca.pem }
                        auth: { oauth2: { token-url: "https://login.acme.example/token", client-id: rt, client-secret: s3cr3t-4711 } }
                    rules: [ { name: Created, when: [ created ], then: [ { callout: Close } ] } ]
                    """.formatted(target.url("/close")), Map.of("file:ca.pem", CA.pem()));
            desk.ticket("one");
            desk.runDue();

            assertThat(desk.attempts(desk.deliveries().getFirst()))
                    .extracting(Attempt::error)
                    .containsOnlyNulls();
            assertThat(toLogin.heads())
                    .containsExactly("CONNECT login.acme.example:443 HTTP/1.1\r\nHost: login.acme.example:443\r\n\r\n");
            assertThat(target.requests()).extracting(Received::requestLine).containsExactly("POST /close HTTP/1.1");
            assertThat(target.requests().getFirst().header("Authorization")).contains("Bearer tok-1");
        }
    }

    @Test
    void aSettingThatCannotBeUsedStopsTheStartWithoutShowingThePassword() {
        var plain = Settings.in(folder);
        var settings = new Settings(
                folder,
                plain.database(),
                plain.address(),
                0,
                Optional.empty(),
                new Outgoing("", "http://desk:s3cr3t@10.0.0.9:3128", ""),
                null,
                Optional.empty(),
                false);

        assertThatThrownBy(() -> new House(settings, Clock.systemUTC(), Resolver.SYSTEM).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "--outbound-proxy: address 10.0.0.9 is private; to allow it: --outbound-allow 10.0.0.9/32:3128");
    }

    private void through(String login) {
        desk.restartWith(new Outgoing("127.0.0.1/32", proxy.setting(login), ""));
    }

    private static String setup(String url, String retry) {
        return """
                callouts: [ { name: Close, url: "%s", retry: %s } ]
                rules: [ { name: Created, when: [ created ], then: [ { callout: Close } ] } ]
                """.formatted(url, retry);
    }
}
