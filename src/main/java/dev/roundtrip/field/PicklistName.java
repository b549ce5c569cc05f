package dev.roundtrip.field;

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
    SUB_ISSUE_TYPE("subIssueType"),
    /** what the API calls ticket categories; a ticket may hold any other number too */
    TICKET_CATEGORY("ticketCategory"),
    /** what kinds of companies the desk tells apart: Gold */
    CLASSIFICATION("classification"),
    /** the service levels, by their names: it is shaped by them */
    SERVICE_LEVEL_AGREEMENT("serviceLevelAgreement");

    private final String word;

    PicklistName(String word) {
        this.word = word;
    }

    /** As the setup file and the store spell it. */
    public String word() {
        return word;
    }

    /** Whether it is a list of its own, to which values can be added. */
    public boolean isShapedByTheDesk() {
        return this != SERVICE_LEVEL_AGREEMENT;
    }

    public static Optional<PicklistName> named(String word) {
        return Arrays.stream(values())
                .filter(name -> name.word.toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
