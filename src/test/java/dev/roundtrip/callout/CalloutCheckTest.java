package dev.roundtrip.callout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.notify.Telling;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.TestDatabase;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of a callout before it is kept. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CalloutCheckTest {
    private static final Authentication BEARER = new Authentication.Bearer();
    private static final String SECURE = "https://a.example/";

    private final DeskUnderTest desk = DeskUnderTest.on(TestDatabase.SQLITE);

    @AfterAll
    void close() {
        desk.close();
    }

    @Test
    void aTokenThatNoHeaderCarriesIsRefusedAndNotShown() {
        var header = new Authentication.Header("X-Auth");

        assertThat(refused(callout(SECURE, BEARER), auth("one\r\ntwo")))
                .containsExactly(
                        "auth.bearer.token: holds a line break, which a header cannot carry; write it on one line");
        assertThat(refused(callout(SECURE, header), auth("one\ntwo")))
                .containsExactly(
                        "auth.header.value: holds a line break, which a header cannot carry; write it on one line");
        assertThat(refused(callout(SECURE, header), auth("one\u0007two")))
                .containsExactly("auth.header.value: holds a control character, which a header cannot carry");
        assertThat(refused(callout(SECURE, BEARER), auth("one ")))
                .containsExactly("auth.bearer.token: begins or ends with a blank, which a header does not carry");
        assertThat(refused(callout(SECURE, BEARER), auth("clé")))
                .containsExactly(
                        "auth.bearer.token: holds a character outside ASCII, which a header cannot carry; write it encoded as the far end expects it");
    }

    @Test
    void aPasswordThatIsEncodedMayHoldAnything() {
        var odd = auth(" clé\r\n ");

        assertThat(warnings(callout(SECURE, new Authentication.Basic("rt")), odd))
                .isEmpty();
        assertThat(warnings(callout(SECURE, new Authentication.Query("key")), odd))
                .isEmpty();
    }

    @Test
    void aNamedSecretIsRefusedWhereItCannotBeSentAsItIs() {
        var inHeader = callout(SECURE, Map.of("X-Key", "Key {{secret.key}}"), null, "key");
        var inXml = callout(SECURE, Map.of(), "<a>{{#ticket.title}}{{secret.key}}{{/ticket.title}}</a>", "key");
        var inUrl = callout(SECURE + "{{secret.key}}?{{secret.key}}", Map.of(), null, "key");

        assertThat(refused(inHeader, named("key", "one\r\ntwo")))
                .containsExactly(
                        "secrets.key: holds a line break, which a header cannot carry; write it on one line (it stands in headers.X-Key)");
        assertThat(refused(inXml, named("key", "one\u0007two")))
                .containsExactly("secrets.key: holds a control character, which cannot be sent in body");
        assertThat(warnings(inXml, named("key", "one\r\ntwo"))).isEmpty();
        assertThat(warnings(inUrl, named("key", "one\u0007\r\ntwo"))).isEmpty();
        assertThat(warnings(inHeader, named("key", "clé")))
                .containsExactly(
                        "secrets.key: holds a character outside ASCII, which is sent percent-encoded in headers.X-Key");
    }

    @Test
    void aSecretThatIsKeptIsLookedAtWhenAHeaderComesToNeedIt() {
        try (var another = DeskUnderTest.on(TestDatabase.SQLITE)) {
            var callouts = another.house().callouts();
            var kept = callouts.keep(callout(SECURE + "{{secret.key}}", Map.of(), null, "key"), named("key", "a\nb"));

            var moved = callout(SECURE, Map.of("X-Key", "{{secret.key}}"), null, "key")
                    .withId(kept.id());

            assertThatThrownBy(() -> callouts.check(moved, Secrets.none()))
                    .hasMessageStartingWith("secrets.key: holds a line break");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "authorization"})
    void theHeaderOfTheAuthenticationIsNotSetASecondTime(String name) {
        var doubled = "headers." + name
                + ": is written by the callout's authentication (%s), so it would be sent twice; leave one of the two out";

        assertThat(refused(with(BEARER, name), auth("t0ken"))).containsExactly(doubled.formatted("auth.bearer.token"));
        assertThat(refused(with(new Authentication.Basic("rt"), name), auth("t0ken")))
                .containsExactly(doubled.formatted("auth.basic.password"));
        assertThat(refused(with(new Authentication.Header("AUTHORIZATION"), name), auth("t0ken")))
                .containsExactly(doubled.formatted("auth.header.value"));
        assertThat(warnings(with(new Authentication.Query("key"), name), auth("t0ken")))
                .isEmpty();
        assertThat(warnings(with(new Authentication.None(), name), Secrets.none()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "Content-Type", "user-agent", "Host"})
    void anAuthenticationTakesNoHeaderThatIsThereAlready(String name) {
        assertThatThrownBy(() -> new Authentication.Header(name))
                .hasMessage("header \"" + name + "\" cannot carry the authentication");
    }

    @Test
    void theContentTypeIsTheFormats() {
        var type = Map.of("content-type", "text/html");

        assertThat(refused(callout("POST", DataFormat.JSON, type, null, null), Secrets.none()))
                .containsExactly(
                        "headers.content-type: cannot be set; format json is always sent as application/json. For another use format custom, with content-type and body");
        assertThat(refused(callout("DELETE", DataFormat.NAME_VALUE_PAIRS, type, null, null), Secrets.none()))
                .hasSize(1);
        assertThat(refused(callout("PUT", DataFormat.CUSTOM, type, "text/plain", "x"), Secrets.none()))
                .containsExactly(
                        "headers.content-type: cannot be set; a custom format says what it sends under content-type");
        assertThat(warnings(callout("GET", DataFormat.NAME_VALUE_PAIRS, type, null, null), Secrets.none()))
                .isEmpty();
    }

    @Test
    void aSecretThatIsNotThereIsNamedWithThoseThatAre() {
        var two = callout(SECURE + "{{secret.k}}", Map.of("X-Key", "{{secret.Kee}}"), null, "key", "token");
        var secrets = named("key", "a").withNamed("token", "b");

        assertThat(refused(two, secrets))
                .containsExactly(
                        "url, line 1, column 19: the callout has no secret \"k\"; it has \"key\", \"token\"",
                        "headers.X-Key, line 1, column 1: the callout has no secret \"Kee\"; it has \"key\", \"token\"");
        assertThat(refused(callout(SECURE + "{{secret.k}}", Map.of(), null), Secrets.none()))
                .containsExactly(
                        "url, line 1, column 19: the callout has no secret \"k\"; it has none: name it under secrets");
        assertThatThrownBy(() -> desk.house().callouts().checkText("{{secret.k}}"))
                .hasMessageEndingWith("secrets stand in callouts only");
    }

    @Test
    void aBodyThatCanNeverParseIsRefused() {
        assertThat(refused(
                        callout("POST", DataFormat.CUSTOM, Map.of(), "application/json", "{\n\"a\": tru}"),
                        Secrets.none()))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("body, line 2, column 1: can never be application/json: \"t\" does not belong there");
        assertThat(refused(callout(SECURE, Map.of(), "<a>{{ticket.title}}</b>"), Secrets.none()))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("body, line 1, column 1: can never be application/xml: ");
    }

    @Test
    void credentialsInClearAreAWarning() {
        var plain = "http://127.0.0.1/";
        var warning = "url: sends credentials over http://, where everybody on the way can read them; use https://";

        assertThat(warnings(callout(plain, BEARER), auth("t0ken"))).containsExactly(warning);
        assertThat(warnings(callout("HTTP://127.0.0.1/{{secret.key}}", Map.of(), null, "key"), named("key", "s3cr3t")))
                .containsExactly(warning);
        assertThat(warnings(callout(plain, Map.of(), null, "unused"), named("unused", "s3cr3t")))
                .isEmpty();
        assertThat(warnings(callout(plain, new Authentication.None()), Secrets.none()))
                .isEmpty();
        assertThat(warnings(callout(SECURE, BEARER), auth("t0ken"))).isEmpty();
    }

    @Test
    void anAddressThatGivesOutAccessTokensIsLookedAtLikeTheTarget() {
        assertThat(refused(callout(SECURE, oauth2("https://10.0.0.5/token")), auth("s3cr3t")))
                .containsExactly(
                        "auth.oauth2.token-url: address 10.0.0.5 is private; to allow it: --outbound-allow 10.0.0.5/32:443");
        assertThat(refused(callout("https://10.0.0.6/", oauth2("login.acme.example/token")), auth("s3cr3t")))
                .containsExactly(
                        "url: address 10.0.0.6 is private; to allow it: --outbound-allow 10.0.0.6/32:443",
                        "auth.oauth2.token-url: the URL has no scheme; it has to begin with http:// or https://");
        assertThat(warnings(callout(SECURE, oauth2("http://127.0.0.1/token")), auth("s3cr3t")))
                .containsExactly(
                        "auth.oauth2.token-url: sends credentials over http://, where everybody on the way can read them; use https://");
        assertThat(warnings(callout(SECURE, oauth2("https://login.acme.example/token")), auth("clé\r\n")))
                .isEmpty();
    }

    @Test
    void anAccessTokenNeedsAnIdASecretAndTheAuthorizationHeaderForItself() {
        var way = oauth2("https://login.acme.example/token");

        assertThat(refused(callout(SECURE, way), Secrets.none()))
                .containsExactly("auth: its password, token or value is missing");
        assertThat(refused(with(way, "authorization"), auth("s3cr3t")))
                .containsExactly(
                        "headers.authorization: is written by the callout's authentication (auth.oauth2.client-secret), so it would be sent twice; leave one of the two out");
        assertThatThrownBy(() -> new Authentication.OAuth2(SECURE, " ", null)).hasMessageStartingWith("client-id");
    }

    private static Authentication oauth2(String tokenUrl) {
        return new Authentication.OAuth2(tokenUrl, "roundtrip", null);
    }

    private List<String> warnings(Callout callout, Secrets secrets) {
        return desk.house().callouts().check(callout, secrets).stream()
                .map(CalloutRefused.Problem::toString)
                .toList();
    }

    private List<String> refused(Callout callout, Secrets secrets) {
        try {
            warnings(callout, secrets);
        } catch (CalloutRefused e) {
            return e.problems().stream().map(CalloutRefused.Problem::toString).toList();
        }
        throw new AssertionError("not refused");
    }

    private static Secrets auth(String secret) {
        return Secrets.none().withAuth(secret);
    }

    private static Secrets named(String name, String secret) {
        return Secrets.none().withNamed(name, secret);
    }

    private static Callout callout(String url, Authentication authentication) {
        return callout(url, "POST", DataFormat.JSON, Map.of(), null, null, authentication);
    }

    private static Callout with(Authentication authentication, String header) {
        return callout(SECURE, "POST", DataFormat.JSON, Map.of(header, "Own"), null, null, authentication);
    }

    private static Callout callout(
            String url, Map<String, String> headers, @Nullable String xml, String... secretNames) {
        return xml == null
                ? callout(url, "POST", DataFormat.JSON, headers, null, null, new Authentication.None(), secretNames)
                : callout(
                        url,
                        "POST",
                        DataFormat.CUSTOM,
                        headers,
                        "application/xml",
                        xml,
                        new Authentication.None(),
                        secretNames);
    }

    private static Callout callout(
            String method,
            DataFormat format,
            Map<String, String> headers,
            @Nullable String contentType,
            @Nullable String body) {
        return callout(SECURE, method, format, headers, contentType, body, new Authentication.None());
    }

    private static Callout callout(
            String url,
            String method,
            DataFormat format,
            Map<String, String> headers,
            @Nullable String contentType,
            @Nullable String body,
            Authentication authentication,
            String... secretNames) {
        var plain = Callout.to("Checked", url);
        return new Callout(
                0,
                plain.name(),
                true,
                url,
                method,
                format,
                contentType,
                body,
                new LinkedHashMap<>(headers),
                authentication,
                null,
                plain.success(),
                plain.retry(),
                null,
                false,
                plain.timeout(),
                plain.concurrency(),
                plain.afterCrash(),
                null,
                null,
                0,
                Set.copyOf(Arrays.asList(secretNames)),
                new Telling(List.of(), Telling.When.FAILURE));
    }
}
