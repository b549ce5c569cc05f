package dev.roundtrip.ticket;

import dev.roundtrip.people.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One field of one change.
 *
 * @param field the API's name, {@code udf.NAME}, {@code created}, {@code note} or {@code attachment}
 * @param oldValue as the API would write it; null where there was none
 */
public record HistoryLine(
        long ticketId,
        int version,
        int line,
        Instant at,
        Actor actor,
        String field,
        @Nullable String oldValue,
        @Nullable String newValue) {
    /** Far more than a ticket has fields. */
    static final long IDS_OF_A_VERSION = 1_000;
    /** So far, 9 million tickets of a million versions, an id is a number that JavaScript holds exactly. */
    static final long IDS_OF_A_TICKET = IDS_OF_A_VERSION * 1_000_000;

    /** Longest text of a value in {@link #detail}, characters. */
    private static final int SHOWN = 2_000;

    public static final String CREATED = "created";
    public static final String NOTE = "note";
    public static final String ATTACHMENT = "attachment";
    /** before the name of a user-defined field */
    public static final String USER_FIELD = "udf.";

    /** One number for ticket, version and line, in their order. */
    public long id() {
        return ticketId * IDS_OF_A_TICKET + version * IDS_OF_A_VERSION + line;
    }

    /** How much text it holds. */
    long characters() {
        return (oldValue == null ? 0L : oldValue.length()) + (newValue == null ? 0 : newValue.length());
    }

    /** What was done, in English, as the API tells it: {@code Edited: status}. */
    public String action() {
        return switch (field) {
            case CREATED -> "Created";
            case NOTE -> "Note added";
            case ATTACHMENT -> "Attachment added";
            default -> "Edited: " + field;
        };
    }

    /** From what to what, as the API tells it; of what was added, what it is called. */
    public String detail() {
        return switch (field) {
            case CREATED, NOTE, ATTACHMENT -> newValue == null ? "" : newValue;
            default -> "%s -> %s".formatted(shown(oldValue), shown(newValue));
        };
    }

    /** A page has five hundred lines, and a description may be long before and after. */
    private static String shown(@Nullable String value) {
        if (value == null) {
            return "(empty)";
        }
        return value.codePointCount(0, value.length()) <= SHOWN
                ? value
                : value.substring(0, value.offsetByCodePoints(0, SHOWN)) + "…";
    }
}
