package dev.roundtrip.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.field.FieldValues;
import org.junit.jupiter.api.Test;

class MessageTest {
    @Test
    void theSubjectStaysOneLineWhateverIsInIt() {
        var message = Message.of("Tell", " disk\r\nBcc: x@y.example\u0000\u2028full\u202e\t! ", "text");

        assertThat(message.subject()).isEqualTo("disk Bcc: x@y.example full !");
    }

    @Test
    void aLongSubjectEndsInDots() {
        var long250 = "🔥".repeat(250);

        assertThat(Message.of("Tell", long250, "").subject()).isEqualTo(long250);
        assertThat(Message.of("Tell", long250 + "x", "").subject()).isEqualTo("🔥".repeat(249) + "…");
    }

    @Test
    void anEmptySubjectIsTheRulesName() {
        assertThat(Message.of("Tell the team", " \n ", "").subject()).isEqualTo("Tell the team");
    }

    @Test
    void aTextThatIsTooLongIsRefusedAndNotCut() {
        assertThatThrownBy(() -> Message.of("Tell", "s", "x".repeat(128 * 1024 + 1)))
                .isInstanceOf(FieldValues.WrongValue.class)
                .hasMessageContaining("text: 131,073 bytes");
    }

    @Test
    void aSubjectOfTwoLinesIsNone() {
        assertThatThrownBy(() -> new Message("Tell", "a\nb", "")).isInstanceOf(IllegalArgumentException.class);
    }
}
