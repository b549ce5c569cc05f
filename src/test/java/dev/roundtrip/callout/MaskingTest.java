package dev.roundtrip.callout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.roundtrip.callout.Masking.Login;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class MaskingTest {
    private static final String SECRET = "s3cr3t/4711+ä";
    private static final Masking MASKING = Masking.of(List.of(SECRET), List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3cr3t/4711+ä",
                "s3cr3t%2F4711%2B%C3%A4",
                "s3cr3t%2f4711%2b%c3%a4",
                "s3cr3t%2F4711%2b%C3%a4",
                "s3cr3t/4711+%C3%A4",
                "s3cr3t/4711%2B%E4",
                "%73%33%63%72%33%74%2F%34%37%31%31%2B%C3%A4",
                "s3cr3t\\/4711+\\u00e4",
                "s3cr3t\\/4711\\u002B\\u00E4",
                "s3cr3t\\/4711+%C3%A4",
                "s3cr3t/4711+&#228;",
                "s3cr3t&#x2F;4711&#43;&#xE4;",
                "s3cr3t/4711+Ã¤",
                "czNjcjN0LzQ3MTErw6Q=",
                "czNjcjN0LzQ3MTErw6Q",
                "czNjcjN0LzQ3MTErw6Q%3D",
                "s3cr3t\\\\/4711+\\\\u00e4",
                "s3cr3t\\\\\\/4711\\\\u002b\\\\u00E4",
                "s3cr3t%252F4711%252B%25C3%25A4",
                "s3cr3t%252f4711%2B%25e4",
                "s3cr3t&amp;#x2F;4711+&amp;#228;",
                "s3cr3t&#47;4711+\\u00e4",
                "s3cr3t\\u0026#47;4711+ä",
                "s3cr3t/4711+\uFFFD",
                "7333637233742f343731312bc3a4",
                "7333637233742F343731312BC3A4",
                "7333637233742f343731312be4",
                "czNjcjN0LzQ3MTEr5A=="
            })
    void isFoundHoweverItIsWritten(String echo) {
        assertThat(MASKING.mask("before " + echo + " after")).matches("before ••••••••=* after");
        assertThat(MASKING.mask(echo + echo))
                .doesNotContain("4711")
                .doesNotContain("czNj")
                .doesNotContain("3437");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "s3cr3t/4711",
                "100 % sure + more & more \\ &amp; %zz \\u12 &#99999999;",
                "\uD83D\uDCA9"
            })
    void otherTextsAreLeftAsTheyAre(String text) {
        assertThat(MASKING.mask(text)).isEqualTo(text);
    }

    @Test
    void isFoundInJsonWithinJson() {
        var masking = Masking.of(List.of("UNIQ\"\\4711"), List.of());
        var once = JsonMapper.shared().writeValueAsString(Map.of("key", "UNIQ\"\\4711"));
        var twice = JsonMapper.shared().writeValueAsString(Map.of("sent", once));

        assertThat(masking.mask(once)).isEqualTo("{\"key\":\"••••••••\"}");
        assertThat(masking.mask(twice)).isEqualTo("{\"sent\":\"{\\\"key\\\":\\\"••••••••\\\"}\"}");
    }

    @Property(tries = 300)
    void isFoundInBase64WhateverStandsAroundIt(
            @ForAll @StringLength(min = 4, max = 12) @CharRange(from = ' ', to = '~') String secret,
            @ForAll @StringLength(max = 7) @CharRange(from = 'a', to = 'z') String before,
            @ForAll @StringLength(max = 7) @CharRange(from = 'a', to = 'z') String behind,
            @ForAll boolean forUrls) {
        Assume.that(!secret.isBlank() && !before.contains(secret) && !behind.contains(secret));
        var encoder = forUrls ? Base64.getUrlEncoder() : Base64.getEncoder();
        var encoded =
                encoder.withoutPadding().encodeToString((before + secret + behind).getBytes(StandardCharsets.UTF_8));

        var masked = Masking.of(List.of(secret), List.of()).mask("<" + encoded + ">");

        // A character that holds a bit of the secret is gone. Of the others one at most goes with it: in "!!!!" the
        // same is found
        // in two places.
        int from = before.length() * 8 / 6;
        int to = ((before + secret).length() * 8 + 5) / 6;
        assertThat(masked).contains(Masking.MASK);
        var shown = masked.substring(1, masked.length() - 1).split(Masking.MASK, -1);
        assertThat(encoded.substring(0, from)).startsWith(shown[0]).hasSizeLessThanOrEqualTo(shown[0].length() + 1);
        assertThat(encoded.substring(to)).endsWith(shown[1]).hasSizeLessThanOrEqualTo(shown[1].length() + 1);
    }

    @Test
    void otherTextsInBase64AndInHexAreLeftAsTheyAre() {
        var other = "s3cr3t/4712+ö and much more that is none of ours".getBytes(StandardCharsets.UTF_8);
        var text =
                Base64.getEncoder().encodeToString(other) + " " + HexFormat.of().formatHex(other);

        assertThat(MASKING.mask(text)).isEqualTo(text);
    }

    @Test
    void blanksAreFoundAsPlusAndAsPercent20() {
        var masking = Masking.of(List.of("open sesame now"), List.of());

        assertThat(masking.mask("a=open+sesame+now&b=open%20sesame%20now&c=open sesame+now"))
                .isEqualTo("a=••••••••&b=••••••••&c=••••••••");
    }

    @Test
    void secretsWithEscapesOfTheirOwnAreFound() {
        var masking = Masking.of(List.of("50%41\"<ü>&amp;"), List.of());

        assertThat(masking.mask("50%41\"<%C3%BC>&amp;")).isEqualTo("••••••••");
        assertThat(masking.mask("50%2541%22%3C%C3%BC%3E%26amp%3B")).isEqualTo("••••••••");
        assertThat(masking.mask("50%41&quot;&lt;ü&gt;&amp;amp;")).isEqualTo("••••••••");
        assertThat(masking.mask("50%41\\\"<ü>&amp;")).isEqualTo("••••••••");
    }

    @Test
    void aLoginIsFoundInBase64AndItsNameIsNoSecret() {
        var masking = Masking.of(List.of(), List.of(new Login("roundtrip", "pä55word")));
        var token = Base64.getEncoder().encodeToString("roundtrip:pä55word".getBytes(StandardCharsets.UTF_8));

        assertThat(masking.mask("Authorization: Basic " + token)).isEqualTo("Authorization: Basic ••••••••");
        assertThat(masking.mask("roundtrip said p%C3%A455word")).isEqualTo("roundtrip said ••••••••");
    }

    @Test
    void aShortSecretIsHiddenOnlyWhereItIsAll() {
        var masking = Masking.of(List.of("ok", " "), List.of(new Login("a", "b")));

        assertThat(masking.mask("ok")).isEqualTo("••••••••");
        assertThat(masking.mask("Bearer ok")).isEqualTo("Bearer ••••••••");
        assertThat(masking.mask("all ok, token ok")).isEqualTo("all ok, token ok");
        assertThat(masking.mask("Basic " + Base64.getEncoder().encodeToString("a:b".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("Basic ••••••••");
    }

    @Test
    void secretsInsideOneAnotherLeaveNoRest() {
        var masking = Masking.of(List.of("abcd", "abcdefgh", "cdefxx", "efgh"), List.of());

        assertThat(masking.mask("-abcdefgh-abcdefxx-efgh-cdef-")).isEqualTo("-••••••••-••••••••-••••••••-cdef-");
    }

    @Test
    void aCutLeavesNoBeginning() {
        var text = "x".repeat(95) + "s3cr3t%2F4711%2B%C3%A4" + "y".repeat(100);

        assertThat(MASKING.maskedStart(text, 100)).isEqualTo("x".repeat(95) + "•••••");
        assertThat(MASKING.maskedStart("short " + SECRET, 100)).isEqualTo("short ••••••••");
    }

    @Property(tries = 300)
    void whateverTheSecretNoUsualWriterGetsItPast(@ForAll @StringLength(min = 4, max = 12) String secret) {
        Assume.that(!secret.isBlank()
                && secret.strip().equals(secret)
                && wellFormed(secret)
                && secret.chars().noneMatch(c -> c == 0xfffd));
        var masking = Masking.of(List.of(secret), List.of());

        var plus = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (var echo : List.of(
                secret,
                plus,
                plus.replace("+", "%20"),
                JsonMapper.shared().writeValueAsString(secret),
                secret.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"),
                Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)))) {
            assertThat(masking.mask("a " + echo + " z")).contains(Masking.MASK);
        }
    }

    @Test
    void timeGrowsWithTheTextAndNotWithItsNastiness() {
        var nasty =
                Masking.of(List.of("a".repeat(2000) + "b", "%41".repeat(600) + "!", "&amp;".repeat(400)), List.of());
        var text = "a".repeat(200_000)
                + "%41".repeat(50_000)
                + "&amp;".repeat(20_000)
                + "\\u0061".repeat(20_000)
                + "&".repeat(100_000);

        assertTimeout(Duration.ofSeconds(5), () -> nasty.mask(text));
    }

    private static boolean wellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
