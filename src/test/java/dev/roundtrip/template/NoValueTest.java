package dev.roundtrip.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.field.FieldValues;
import org.junit.jupiter.api.Test;

class NoValueTest {
    /** The room of templates names no other, and says for itself what the room of tickets says. */
    @Test
    void whatATicketTakesForNoValueIsNoneToATemplateEither() {
        assertThat(ValueText.isPresent(null)).isFalse();
        assertThat(FieldValues.isNoValue(null)).isTrue();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            var text = " " + Character.toString(c);
            assertThat(ValueText.isPresent(text)).as("U+%04X", c).isEqualTo(!FieldValues.isNoValue(text));
        }
    }
}
