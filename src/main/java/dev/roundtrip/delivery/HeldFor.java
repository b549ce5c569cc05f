package dev.roundtrip.delivery;

/** What a held delivery waits for. */
public enum HeldFor {
    /** its lane is shut, and goes on when that is opened */
    LANE("lane"),
    /** nobody knows whether it arrived, and a person is to decide; opening the lane is no decision */
    PERSON("person");

    private final String word;

    HeldFor(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static HeldFor of(String word) {
        for (var one : values()) {
            if (one.word.equals(word)) {
                return one;
            }
        }
        throw new IllegalArgumentException("held for \"" + word + "\"");
    }
}
