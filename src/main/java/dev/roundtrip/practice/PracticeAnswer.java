package dev.roundtrip.practice;

import java.util.Locale;

/** One answer of the practice receiver, as it was told. */
sealed interface PracticeAnswer {
    record Status(int code) implements PracticeAnswer {}

    /** Answers 200 after a while: longer than an impatient callout waits. */
    record Slow() implements PracticeAnswer {}

    /** Ends the connection in the middle of its answer. */
    record HangUp() implements PracticeAnswer {}

    /** @throws IllegalArgumentException naming what is known */
    static PracticeAnswer of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "slow" -> new Slow();
            case "hang-up" -> new HangUp();
            case String code when code.matches("[2-5]\\d\\d") -> new Status(Integer.parseInt(code));
            default ->
                throw new IllegalArgumentException(
                        "answer \"" + word + "\": use a status from 200 to 599, \"slow\" or \"hang-up\"");
        };
    }

    default String word() {
        return switch (this) {
            case Status(var code) -> Integer.toString(code);
            case Slow s -> "slow";
            case HangUp h -> "hang-up";
        };
    }
}
