package dev.roundtrip.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    @Test
    void fillsEachSecretForItsPlace() {
        Text text = new Text.Builder()
                .literal("a=")
                .secret("key", Place.QUERY)
                .literal("&b=")
                .secret("other", Place.PLAIN)
                .text();

        assertThat(text.fill(name -> name + " &")).isEqualTo("a=key%20%26&b=other &");
        assertThat(text.shown()).isEqualTo("a=••••••••&b=••••••••");
        assertThat(text).hasToString(text.shown());
        assertThat(text.secrets()).containsExactly("key", "other");
    }

    @Test
    void neverReadsASecretAgain() {
        Text text = new Text.Builder().secret("key", Place.PLAIN).text();

        assertThat(text.fill(name -> "{{secret.other}}\u0001PLAIN:other\u0001"))
                .isEqualTo("{{secret.other}}\u0001PLAIN:other\u0001");
    }

    @Test
    void saysWhichSecretIsMissing() {
        Text text = new Text.Builder().secret("key", Place.PLAIN).text();

        assertThatThrownBy(() -> text.fill(name -> null))
                .isInstanceOf(RenderFailed.class)
                .hasMessageContaining("no secret named key");
    }

    @Test
    void sendsNoSecretAsSomethingElse() {
        Text text = new Text.Builder().secret("key", Place.HEADER).text();

        assertThat(text.fill(name -> "clé")).isEqualTo("cl%C3%A9");
        assertThatThrownBy(() -> text.fill(name -> "open\nsesame"))
                .isInstanceOf(RenderFailed.class)
                .hasMessageContaining("the secret named key holds a character that cannot be sent")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void storesTextWithoutSecretsAsItIs() {
        String json = "{\"a\":\"ü 😀 \\u0001\"}\r\n";

        assertThat(Text.of(json).encode()).isEqualTo(json);
        assertThat(Text.of("").encode()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "a\u0001key\u0001", "\u0001XYZ:key\u0001", "\u0001PLAIN:\u0001", "\u00012\u0001"})
    void refusesToReadWhatItDidNotWrite(String encoded) {
        assertThatThrownBy(() -> Text.decode(encoded)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 500)
    void survivesTheStoreWhateverItHolds(@ForAll("texts") Text text) {
        String encoded = text.encode();

        assertThat(Text.decode(encoded)).isEqualTo(text).hasSameHashCodeAs(text);
        assertThat(encoded).doesNotContain("\0");
    }

    @Provide
    Arbitrary<Text> texts() {
        Arbitrary<Object> literals = Arbitraries.strings()
                .withChars("\u0000\u0001\u00020:PLAIN{}\"\\é😀")
                .ofMaxLength(8)
                .map(text -> (Object) text);
        Arbitrary<Object> places = Arbitraries.of(Place.values()).map(place -> (Object) place);
        Arbitrary<List<Object>> pieces =
                Arbitraries.oneOf(literals, places).list().ofMaxSize(6);
        return Combinators.combine(pieces, Arbitraries.of("key", "a:b", "schlüssel 1", "0"))
                .as((list, name) -> {
                    var builder = new Text.Builder();
                    for (Object piece : list) {
                        switch (piece) {
                            case Place place -> builder.secret(name, place);
                            default -> builder.literal(piece.toString());
                        }
                    }
                    return builder.text();
                });
    }
}
