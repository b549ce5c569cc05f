package dev.roundtrip.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlaceTest {

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    JSON_STRING   => a"b\\c/d<e>      => a\\"b\\\\c/d<e>
                    JSON_VALUE    => a"b              => "a\\"b"
                    XML           => a&b<c>d"e'f      => a&amp;b&lt;c&gt;d&quot;e&#39;f
                    XML           => ]]>              => ]]&gt;
                    XML_ATTRIBUTE => a&b"c'd          => a&amp;b&quot;c&#39;d
                    FORM          => a b+c&d=e%f      => a%20b%2Bc%26d%3De%25f
                    QUERY         => a b+c&d=e#f?g    => a%20b%2Bc%26d%3De%23f%3Fg
                    QUERY         => Größe €          => Gr%C3%B6%C3%9Fe%20%E2%82%AC
                    QUERY         => A-Za-z0-9-._~    => A-Za-z0-9-._~
                    PATH          => a/b;c@d:e        => a%2Fb%3Bc%40d%3Ae
                    HEADER        => a "b"; c=%41     => a "b"; c=%41
                    HEADER        => Größe            => Gr%C3%B6%C3%9Fe
                    PLAIN         => <b>&amp; "x"     => <b>&amp; "x"
                    """)
    void writesTextForItsPlace(Place place, String text, String written) {
        assertThat(place.escape(text)).isEqualTo(written);
    }

    @Test
    void writesControlCharactersAsEachPlaceCan() {
        String text = "a\u0000b\u0007c\td\ne\rf\u001bg\u007fh\u0085i";

        assertThat(Place.JSON_STRING.escape(text)).isEqualTo("a\\u0000b\\u0007c\\td\\ne\\rf\\u001Bg\u007fh\u0085i");
        assertThat(Place.XML.escape(text)).isEqualTo("a\ufffdb\ufffdc\td\ne&#13;f\ufffdg\u007fh\u0085i");
        assertThat(Place.XML_ATTRIBUTE.escape(text)).isEqualTo("a\ufffdb\ufffdc&#9;d&#10;e&#13;f\ufffdg\u007fh\u0085i");
        assertThat(Place.FORM.escape(text)).isEqualTo("a%00b%07c%09d%0Ae%0Df%1Bg%7Fh%C2%85i");
        assertThat(Place.HEADER.escape(text)).isEqualTo("a b c d e f g h i");
        assertThat(Place.PLAIN.escape(text)).isEqualTo(text);
    }

    @Test
    void saysWhetherATextIsAllThere() {
        assertThat(new String[] {"a\tb", "a\nb", "a\rb", "a\u0085b", "a\ud83db"})
                .noneMatch(Place.HEADER::carries);
        assertThat(Place.HEADER.carries("Größe €")).isTrue();
        assertThat(new String[] {"a\u0007b", "a\ufffeb", "a\udc00"}).noneMatch(Place.XML::carries);
        assertThat(new String[] {"a\u0007b", "a\uffffb"}).noneMatch(Place.XML_ATTRIBUTE::carries);
        assertThat(Place.XML_ATTRIBUTE.carries("a\r\n\tb <&> 😀")).isTrue();
        assertThat(new Place[] {Place.JSON_STRING, Place.JSON_VALUE, Place.FORM, Place.QUERY, Place.PATH, Place.PLAIN})
                .allMatch(place -> place.carries("a\u0000\u0007\n\u0085\ufffe😀"))
                .noneMatch(place -> place.carries("\ud83d"));
    }

    @Test
    void writesNoLineBreakWhoseLowByteHides() {
        assertThat(Place.HEADER.escape("\u560d\u560a\u010d\u010a")).isEqualTo("%E5%98%8D%E5%98%8A%C4%8D%C4%8A");
    }

    @Test
    void replacesWhatXmlForbidsBeyondControlCharacters() {
        assertThat(Place.XML.escape("\ufffe\uffff\ufffd\ue000\u2028")).isEqualTo("\ufffd\ufffd\ufffd\ue000\u2028");
    }

    @Test
    void writesEmojiAsFourBytes() {
        assertThat(Place.QUERY.escape("😀")).isEqualTo("%F0%9F%98%80");
        assertThat(Place.HEADER.escape("😀")).isEqualTo("%F0%9F%98%80");
        assertThat(Place.JSON_STRING.escape("😀")).isEqualTo("😀");
        assertThat(Place.XML.escape("😀")).isEqualTo("😀");
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void replacesHalfASurrogatePairEverywhere(Place place) {
        String replaced = place.escape("\ufffd");

        assertThat(place.escape("\ud800")).isEqualTo(replaced);
        assertThat(place.escape("\udc00")).isEqualTo(replaced);
        assertThat(place.escape("a\ud83d")).isEqualTo(place.escape("a\ufffd"));
        assertThat(place.escape("\ude00\ud83d")).isEqualTo(place.escape("\ufffd\ufffd"));
        assertThat(place.escape("\ud83d\ud83d\ude00")).isEqualTo(place.escape("\ufffd😀"));
    }
}
