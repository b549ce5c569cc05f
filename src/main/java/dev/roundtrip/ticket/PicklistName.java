package dev.roundtrip.ticket;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The lists that a desk can shape: which numbers a field may hold, and what each is called. */
public enum PicklistName {
    STATUS("status"),
    PRIORITY("priority"),
    QUEUE("queue"),
    SOURCE("source"),
    ISSUE_TYPE("issueType"),
    SUB_ISSUE_TYPE("subIssueType");

    private final String word;

    PicklistName(String word) {
        this.word = word;
    }

    /** As the setup file and the store spell it. */
    public String word() {
        return word;
    }

    public static Optional<PicklistName> named(String word) {
        return Arrays.stream(values())
                .filter(name -> name.word.toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
