package dev.roundtrip.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The part of a value that its index holds. */
class ValueKeyTest {
    @Property
    void isTheBeginningInLowerCaseAndNoCharacterIsCutInTwo(@ForAll("values") String value) {
        var key = ValueKey.of(value);

        assertThat(value.toLowerCase(Locale.ROOT)).startsWith(key);
        FieldValues.storable("key", key);
        assertThat(key.codePointCount(0, key.length())).isLessThanOrEqualTo(200);
    }

    @Property
    void isTheWholeValueWhereItSaysSo(@ForAll("values") String value) {
        if (ValueKey.isWhole(value)) {
            assertThat(ValueKey.of(value)).isEqualTo(value.toLowerCase(Locale.ROOT));
        } else {
            assertThat(ValueKey.of(value).codePoints()).hasSize(200);
        }
    }

    @Property
    void isTheSameForValuesThatDifferInCase(@ForAll("values") String value) {
        assertThat(ValueKey.of(value.toLowerCase(Locale.ROOT))).isEqualTo(ValueKey.of(value));
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of("a", "B", "\u00c4", "\ud83d\udd25", "\ud801\udc00", "\u0130", "\u03a3", "\u1e9e", " ")
                .list()
                .ofMaxSize(210)
                .map(parts -> String.join("", parts));
    }
}
