package dev.roundtrip.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.FieldType;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.FieldValues.WrongValue;
import dev.roundtrip.field.UserField;
import dev.roundtrip.testing.OddTexts;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldValuesTest {
    private static @Nullable Object typed(TicketField field, @Nullable Object raw) {
        return FieldValues.typed(field, Optional.ofNullable(raw)).orElse(null);
    }

    private static UserField field(UserField.Type type, String... choices) {
        return new UserField(7, "Severity", type, List.of(choices), null, null, true);
    }

    private static @Nullable String typed(UserField.Type type, @Nullable Object raw) {
        var field = type == UserField.Type.LIST ? field(type, "warning", "Critical", "stra\u00dfe") : field(type);
        return FieldValues.typed(field, Optional.ofNullable(raw)).orElse(null);
    }

    @ParameterizedTest
    @EnumSource
    void whiteSpaceAloneIsNoValue(TicketField field) {
        for (var blank : new @Nullable Object[] {null, "", " ", "\t\r\n", "\u2003", "\u00a0\u0085", "\ufeff\u200b"}) {
            assertThat(typed(field, blank)).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whiteSpaceAloneIsNoValueOfAUserDefinedFieldEither(UserField.Type type) {
        for (var blank : new @Nullable Object[] {null, "", " ", "\t\r\n", "\u2003", "\u00a0\u0085", "\ufeff\u200b"}) {
            assertThat(typed(type, blank)).isNull();
        }
    }

    @Test
    void readsWholeNumbers() {
        for (var five : new Object[] {5, 5L, "5", " 5 ", "+5", "5.0", 5.0, new BigDecimal("5.000"), "0005"}) {
            assertThat(typed(TicketField.STATUS, five)).as(five.toString()).isEqualTo(5L);
        }
        assertThat(typed(TicketField.SOURCE, -1)).isEqualTo(-1L);
        assertThat(typed(TicketField.STATUS, "999999999999999999")).isEqualTo(999_999_999_999_999_999L);
        assertThat(typed(TicketField.STATUS, new BigDecimal("1E+3"))).isEqualTo(1000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "five",
                "5.5",
                "5,0",
                "0x5",
                "5 5",
                "1e3",
                "1000000000000000000",
                "--5",
                "5.",
                ".0",
                "NaN",
                "\u0665"
            })
    void refusesWhatIsNoWholeNumber(String text) {
        assertThatThrownBy(() -> typed(TicketField.STATUS, text))
                .isInstanceOf(WrongValue.class)
                .hasMessage("status: \"%s\" is not a whole number", text);
    }

    @Test
    void aFlagOrAListIsNoNumber() {
        assertThatThrownBy(() -> typed(TicketField.STATUS, true)).isInstanceOf(WrongValue.class);
        assertThatThrownBy(() -> typed(TicketField.STATUS, List.of(5))).isInstanceOf(WrongValue.class);
        assertThatThrownBy(() -> typed(TicketField.TITLE, Map.of("a", 1))).hasMessage("title: a text is needed");
        assertThatThrownBy(() -> typed(TicketField.DESCRIPTION, List.of("a")))
                .hasMessage("description: a text is needed");
    }

    @Test
    void readsDecimals() {
        assertThat(typed(TicketField.ESTIMATED_HOURS, "2.50")).isEqualTo(2.5);
        assertThat(typed(TicketField.ESTIMATED_HOURS, 3)).isEqualTo(3.0);
        assertThat(typed(TicketField.ESTIMATED_HOURS, "1e2")).isEqualTo(100.0);
        assertThatThrownBy(() -> typed(TicketField.ESTIMATED_HOURS, "2,5"))
                .hasMessage("estimatedHours: \"2,5\" is not a number, such as 3 or 2.5");
        assertThatThrownBy(() -> typed(TicketField.ESTIMATED_HOURS, "1e101"))
                .hasMessage("estimatedHours: \"1e101\" has more digits than can be kept");
        assertThatThrownBy(() -> typed(TicketField.ESTIMATED_HOURS, "NaN")).isInstanceOf(WrongValue.class);
        assertThatThrownBy(() -> typed(TicketField.ESTIMATED_HOURS, true)).isInstanceOf(WrongValue.class);
    }

    @Test
    void readsFlags() {
        for (var yes : new Object[] {true, "true", "TRUE", " True ", 1, "1"}) {
            assertThat(typed(TicketField.IS_ASSIGNED_TO_COMANAGED, yes)).isEqualTo(true);
        }
        for (var no : new Object[] {false, "false", "0", 0}) {
            assertThat(typed(TicketField.IS_ASSIGNED_TO_COMANAGED, no)).isEqualTo(false);
        }
        assertThatThrownBy(() -> typed(TicketField.IS_ASSIGNED_TO_COMANAGED, "yes"))
                .hasMessage("isAssignedToComanaged: \"yes\" is neither true nor false");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T14:00:00Z, 2026-11-25T14:00:00Z",
        "2026-11-25T14:00:00, 2026-11-25T14:00:00Z",
        "2026-11-25 14:00:00, 2026-11-25T14:00:00Z",
        "2026-11-25T14:00, 2026-11-25T14:00:00Z",
        "2026-11-25T14:00:00.123456789Z, 2026-11-25T14:00:00.123Z",
        "2026-11-25T14:00:00+01:00, 2026-11-25T13:00:00Z",
        "2026-11-25T14:00:00.5-04:30, 2026-11-25T18:30:00.500Z",
        "2026-11-25, 2026-11-25T00:00:00Z",
        "2026-10-25T02:30:00+02:00, 2026-10-25T00:30:00Z",
        "2026-10-25T02:30:00+01:00, 2026-10-25T01:30:00Z"
    })
    void readsTimes(String text, Instant time) {
        assertThat(typed(TicketField.DUE_DATE_TIME, text)).isEqualTo(time);
        assertThat(typed(TicketField.DUE_DATE_TIME, " " + text + " ")).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tomorrow",
                "25.11.2026",
                "2026-13-01",
                "2026-02-30T00:00:00Z",
                "1601-01-01",
                "1764075600",
                "2026-11-25T14",
                "12026-11-25T14:00:00Z",
                "+12026-11-25T14:00:00Z"
            })
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> typed(TicketField.DUE_DATE_TIME, text))
                .isInstanceOf(WrongValue.class)
                .hasMessage("dueDateTime: \"%s\" is not a time, such as 2026-11-25T14:00:00Z", text);
    }

    @Test
    void aDateAloneBeginsWhereItsZoneSays() {
        assertThat(FieldValues.instant("2026-11-25", ZoneOffset.UTC)).isEqualTo("2026-11-25T00:00:00Z");
        assertThat(FieldValues.instant("2026-11-25", ZoneId.of("Europe/Berlin")))
                .isEqualTo("2026-11-24T23:00:00Z");
        assertThat(FieldValues.instant("2026-03-29", ZoneId.of("Asia/Beirut")))
                .as("a day whose first hour is left out")
                .isEqualTo("2026-03-28T22:00:00Z");
        assertThat(FieldValues.instant("no day", ZoneOffset.UTC)).isNull();
    }

    @Test
    void aTextIsKeptAsItIs() {
        assertThat(typed(TicketField.DESCRIPTION, OddTexts.ONE)).isEqualTo(OddTexts.ONE);
        assertThat(typed(TicketField.DESCRIPTION, OddTexts.LONG)).isEqualTo(OddTexts.LONG);
        assertThat(typed(TicketField.EXTERNAL_ID, 4711)).isEqualTo("4711");
        assertThat(typed(TicketField.EXTERNAL_ID, Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00.000Z");
        assertThat(typed(UserField.Type.TEXT, "  two  spaces ")).isEqualTo("  two  spaces ");
        assertThat(typed(UserField.Type.TEXT, "  two  spaces\r\n more ")).isEqualTo("two  spaces more");
    }

    @Test
    void aTitleStandsOnOneLine() {
        assertThat(typed(TicketField.TITLE, "  disk \r\n\t full \u2028\u0085 on  web-1\n"))
                .isEqualTo("disk full on  web-1");
    }

    @Test
    void aTitleOfBlanksAloneTakesNoTime() {
        var text = "disk" + " ".repeat(1_000_000) + "full";

        var started = System.nanoTime();
        assertThatThrownBy(() -> typed(TicketField.TITLE, text))
                .hasMessage("title: 1,000,008 characters; at most 255 fit");

        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .as("the whole desk waits for it")
                .isLessThan(Duration.ofSeconds(5));
    }

    @Property
    void whatStandsOnOneLineStaysAsItIs(@ForAll("lines") String text) {
        var line = FieldValues.onOneLine(text);

        assertThat(line).doesNotContainPattern("[\\p{Cc}\\u2028\\u2029]").isEqualTo(line.strip());
        assertThat(FieldValues.onOneLine(line)).isEqualTo(line);
        assertThat(line.replaceAll("\\s", "")).isEqualTo(text.replaceAll("[\\s\\p{Cc}\\u2028\\u2029]", ""));
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of(
                        "a", "\u00e4", " ", "  ", "\t", "\r\n", "\n", "\r", "\u0007", "\u007f", "\u0085", "\u2028",
                        "\u2029", "$1", "\\")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Test
    void limitsAreMetExactlyAndNothingIsCut() {
        for (var field : TicketField.values()) {
            if (field.type() == FieldType.TEXT && field.length() > 0) {
                var fits = "\ud83d\udd25".repeat(field.length());
                assertThat(typed(field, fits)).as(field.apiName()).isEqualTo(fits);
                assertThatThrownBy(() -> typed(field, fits + "x"))
                        .hasMessage(
                                "%s: %,d characters; at most %,d fit",
                                field.apiName(), field.length() + 1, field.length());
            }
        }
        assertThat(List.of(TicketField.TITLE.length(), TicketField.PURCHASE_ORDER_NUMBER.length()))
                .containsExactly(255, 50);
    }

    @Test
    void longTextsAreMeasuredInBytes() {
        var fits = "\u00e4".repeat(64 * 1024);
        for (var field : List.of(TicketField.DESCRIPTION, TicketField.RESOLUTION)) {
            assertThat(typed(field, fits)).isEqualTo(fits);
            assertThat(typed(field, "x".repeat(128 * 1024))).isNotNull();
            assertThatThrownBy(() -> typed(field, fits + "x"))
                    .hasMessage("%s: 131,073 bytes; at most 131,072 fit", field.apiName());
        }
        assertThat(typed(UserField.Type.MULTI_LINE_TEXT, fits)).isEqualTo(fits);
        assertThatThrownBy(() -> typed(UserField.Type.MULTI_LINE_TEXT, fits + "x"))
                .hasMessage("Severity: 131,073 bytes; at most 131,072 fit");
        assertThat(typed(UserField.Type.TEXT, "x".repeat(1000))).hasSize(1000);
        assertThatThrownBy(() -> typed(UserField.Type.TEXT, "x".repeat(1001)))
                .hasMessage("Severity: 1,001 characters; at most 1,000 fit");
    }

    @Property
    void aMeasureInBytesIsThatOfUtf8(@ForAll("wide") String text) {
        var filled = text + "x".repeat(Math.max(0, EntityField.LONG_TEXT_BYTES - bytes(text)));

        assertThatCode(() -> FieldValues.atMostBytes("text", filled)).doesNotThrowAnyException();
        assertThatThrownBy(() -> FieldValues.atMostBytes("text", filled + "x")).isInstanceOf(WrongValue.class);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Provide
    Arbitrary<String> wide() {
        return Arbitraries.of("a", "\u00e4", "\u20ac", "\ud83d\udd25")
                .list()
                .ofMaxSize(100)
                .map(parts -> String.join("", parts));
    }

    @Test
    void refusesWhatNoStoreCanKeep() {
        assertThatThrownBy(() -> typed(TicketField.TITLE, "disk\u0000full"))
                .hasMessage(
                        "title: holds a zero character (\\u0000) at position 4, which cannot be stored; leave it out");
        assertThatThrownBy(() -> typed(UserField.Type.TEXT, "\u0000")).isInstanceOf(WrongValue.class);
        for (var half : new String[] {"\ud83d", "a\ud83d", "\udd25", "\udd25\ud83d", "\ud83d\ud83d\udd25"}) {
            assertThatThrownBy(() -> typed(TicketField.DESCRIPTION, half))
                    .isInstanceOf(WrongValue.class)
                    .hasMessageContaining("half of a surrogate pair");
        }
        assertThat(typed(TicketField.TITLE, "\ud83d\udd25")).isEqualTo("\ud83d\udd25");
    }

    @Property
    void whatIsStorableOutlivesUtf8(@ForAll String text) {
        boolean outlives = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text)
                && text.indexOf('\u0000') < 0;

        if (outlives) {
            FieldValues.storable("text", text);
        } else {
            assertThatThrownBy(() -> FieldValues.storable("text", text)).isInstanceOf(WrongValue.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5",
        "' 5 ', 5",
        "5.0, 5",
        "2.50, 2.5",
        "+7, 7",
        "-0.00, 0",
        "1e3, 1000",
        "1.5E-3, 0.0015",
        "00012, 12",
        "123456789012345678901234567890.10, 123456789012345678901234567890.1"
    })
    void numbersOfAUserDefinedFieldComeToOneSpelling(String given, String kept) {
        assertThat(typed(UserField.Type.NUMBER, given)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"high", "1,5", "0x10", "1 000", "Infinity"})
    void refusesWhatIsNoNumber(String text) {
        assertThatThrownBy(() -> typed(UserField.Type.NUMBER, text))
                .hasMessage("Severity: \"%s\" is not a number, such as 3 or 2.5", text);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-25, 2026-11-25",
        "' 2026-11-25 ', 2026-11-25",
        "2026-11-25T14:00:00+01:00, 2026-11-25T13:00:00.000Z",
        "2026-11-25T14:00:00, 2026-11-25T14:00:00.000Z"
    })
    void datesOfAUserDefinedFieldComeToOneSpelling(String given, String kept) {
        assertThat(typed(UserField.Type.DATE, given)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "25.11.2026", "2026-02-30", "2026-11", "2026-11-25T25:00:00Z"})
    void refusesWhatIsNoDate(String text) {
        assertThatThrownBy(() -> typed(UserField.Type.DATE, text))
                .hasMessage("Severity: \"%s\" is not a date, such as 2026-11-25", text);
    }

    @Test
    void aValueOfAListIsOneOfItsChoicesInTheirSpelling() {
        assertThat(typed(UserField.Type.LIST, "CRITICAL")).isEqualTo("Critical");
        assertThat(typed(UserField.Type.LIST, " warning\n")).isEqualTo("warning");
        assertThatThrownBy(() -> typed(UserField.Type.LIST, "warn"))
                .hasMessage("Severity: \"warn\" is not in the list; use warning, Critical, stra\u00dfe");
    }

    @Property
    void whatIsKeptIsKeptAgainAsItIs(@ForAll UserField.Type type, @ForAll("values") String raw) {
        String kept;
        try {
            kept = typed(type, raw);
        } catch (WrongValue refused) {
            return;
        }

        assertThat(typed(type, kept)).isEqualTo(kept);
    }

    @Provide
    Arbitrary<String> values() {
        var numbers = Arbitraries.bigDecimals().map(BigDecimal::toString);
        var times = Arbitraries.longs()
                .between(0, 253_402_300_799_999L)
                .map(millis -> Instant.ofEpochMilli(millis).toString());
        var dates = times.map(time -> time.substring(0, 10));
        return Arbitraries.oneOf(
                numbers, times, dates, Arbitraries.strings().ofMaxLength(20), Arbitraries.of("WARNING", "Stra\u00dfe"));
    }

    @Test
    void aMessageShowsNoMoreThanTheBeginningOfAValue() {
        assertThatThrownBy(() -> typed(TicketField.STATUS, "x".repeat(59) + "\ud83d\udd25" + "y".repeat(100_000)))
                .hasMessage("status: \"" + "x".repeat(59) + "\u2026\" is not a whole number");
    }

    @Test
    void showsValuesAsTheApiWritesThem() {
        assertThat(FieldValues.shown(Instant.parse("2026-11-25T14:00:00.120Z"))).isEqualTo("2026-11-25T14:00:00.120Z");
        assertThat(FieldValues.shown(2.50)).isEqualTo("2.5");
        assertThat(FieldValues.shown(100.0)).isEqualTo("100");
        assertThat(FieldValues.shown(1e20)).isEqualTo("100000000000000000000");
        assertThat(FieldValues.shown(5L)).isEqualTo("5");
        assertThat(FieldValues.shown(true)).isEqualTo("true");
    }

    @Test
    void aSearchComparesTextsOfAnyLength() {
        assertThat(FieldValues.typed("title", FieldType.TEXT, OddTexts.LONG)).isEqualTo(OddTexts.LONG);
        assertThat(FieldValues.typed("status", FieldType.NUMBER, "5")).isEqualTo(5L);
        assertThatThrownBy(() -> FieldValues.typed("title", FieldType.TEXT, "\u0000"))
                .isInstanceOf(WrongValue.class);
    }
}
