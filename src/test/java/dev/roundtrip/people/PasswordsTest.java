package dev.roundtrip.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PasswordsTest {
    /** Costs a thousandth: what is asked is which texts are told apart, not how long it takes. */
    private final Passwords passwords = new Passwords(new Argon2id(64, 1, 2));

    /** Any characters there are, blanks at both ends and beyond the first plane too, and of any length that somebody may choose. */
    @Provide
    Arbitrary<int[]> texts() {
        var any = Arbitraries.oneOf(
                Arbitraries.integers().between(0x20, 0x7e),
                Arbitraries.of(0x20, 0x09, 0xa0, 0xe4, 0xc4, 0xdf, 0x308, 0x200b, 0xfeff, 0x1f525, 0x1f468),
                Arbitraries.integers().between(0x20, 0x10ffff).filter(one -> one < 0xd800 || one > 0xdfff));
        return any.array(int[].class).ofMinSize(1).ofMaxSize(128);
    }

    private static String text(int... characters) {
        return new String(characters, 0, characters.length);
    }

    @Property(tries = 300)
    void everyCharacterCountsAsItIsTyped(@ForAll("texts") int[] characters, @ForAll int where, @ForAll boolean above) {
        var typed = text(characters);
        if (characters.length < Passwords.FEWEST_CHARACTERS) {
            assertThatThrownBy(() -> passwords.hash(typed)).hasMessageStartingWith("password: at least 8 characters");
            return;
        }
        var hash = passwords.hash(typed);

        assertThat(passwords.matches(typed, hash)).isTrue();
        var other = characters.clone();
        var place = Math.floorMod(where, other.length);
        other[place] = other[place] == 'x' ? 'y' : 'x';
        assertThat(passwords.matches(text(other), hash)).as("one changed").isFalse();
        assertThat(passwords.matches(typed.substring(0, typed.offsetByCodePoints(typed.length(), -1)), hash))
                .as("the last left out")
                .isFalse();
        assertThat(passwords.matches(above ? typed + " " : " " + typed, hash))
                .as("a blank more")
                .isFalse();
        if (!typed.strip().equals(typed)) {
            assertThat(passwords.matches(typed.strip(), hash)).as("not trimmed").isFalse();
        }
        var folded = typed.toLowerCase(Locale.ROOT);
        if (!folded.equals(typed)) {
            assertThat(passwords.matches(folded, hash)).as("not folded").isFalse();
        }
    }

    @Example
    void aHashTellsItsCostAndIsOutdatedWhereItIsLower() {
        var dearer = new Passwords(new Argon2id(128, 2, 2));
        var cheap = passwords.hash("correct horse");

        assertThat(cheap).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
        assertThat(passwords.isOutdated(cheap)).isFalse();
        assertThat(dearer.isOutdated(cheap)).isTrue();
        assertThat(dearer.matches("correct horse", cheap)).isTrue();
        assertThat(passwords.isOutdated(dearer.hash("correct horse"))).isFalse();
        assertThat(passwords.hash("correct horse")).as("a salt of its own").isNotEqualTo(cheap);
    }

    @Example
    void halfACharacterIsNone() {
        assertThatThrownBy(() -> passwords.hash("correct \ud83d horse"))
                .hasMessage("password: half a character stands in it");
        assertThat(passwords.matches("correct \ud83d horse", passwords.hash("correct ? horse")))
                .isFalse();
    }

    @Example
    void nothingIsNobodys() {
        assertThat(passwords.matches("", null)).isFalse();
        assertThat(passwords.matches("", passwords.hash("correct horse"))).isFalse();
        assertThat(passwords.matches("none", null)).isFalse();
    }
}
