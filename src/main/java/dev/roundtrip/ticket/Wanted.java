package dev.roundtrip.ticket;

import dev.roundtrip.field.Filter;
import dev.roundtrip.field.FilterOperator;
import dev.roundtrip.field.UserField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tickets somebody wants to look through; null asks for nothing.
 *
 * @param text in title or number, without case
 * @param open only those that are not complete
 * @param assigned the person's id; {@link #NOBODY} for those that nobody has
 * @param holds a user-defined field and what it is to hold
 * @param since made then or later
 * @param companies only of these; empty means of all
 */
public record Wanted(
        @Nullable String text,
        boolean open,
        @Nullable Long status,
        @Nullable Long priority,
        @Nullable Long queue,
        @Nullable Long company,
        @Nullable Long assigned,
        @Nullable Holds holds,
        @Nullable Instant since,
        Set<Long> companies) {
    public static final long NOBODY = -1;

    public static final Wanted ALL = new Wanted(null, false, null, null, null, null, null, null, null, Set.of());

    /** @param value as a ticket holds it: numbers and dates in the one spelling that is stored */
    public record Holds(UserField field, String value) {}

    public Wanted {
        companies = Set.copyOf(companies);
    }

    Filter filter() {
        var all = new ArrayList<Filter>();
        if (text != null) {
            all.add(new Filter.Any(List.of(
                    new Filter.OnField(TicketField.TITLE, FilterOperator.CONTAINS, List.of(text)),
                    new Filter.OnField(TicketField.TICKET_NUMBER, FilterOperator.CONTAINS, List.of(text)))));
        }
        if (open) {
            all.add(new Filter.OnField(TicketField.STATUS, FilterOperator.NOT_EQUAL, List.of(Status.COMPLETE)));
        }
        equal(all, TicketField.STATUS, status);
        equal(all, TicketField.PRIORITY, priority);
        equal(all, TicketField.QUEUE_ID, queue);
        equal(all, TicketField.COMPANY_ID, company);
        if (assigned != null && assigned == NOBODY) {
            all.add(new Filter.OnField(TicketField.ASSIGNED_RESOURCE_ID, FilterOperator.NOT_EXIST, List.of()));
        } else {
            equal(all, TicketField.ASSIGNED_RESOURCE_ID, assigned);
        }
        if (holds != null) {
            all.add(new Filter.OnUserField(holds.field(), FilterOperator.EQUAL, List.of(holds.value())));
        }
        if (since != null) {
            all.add(new Filter.OnField(TicketField.CREATE_DATE, FilterOperator.GREATER_OR_EQUAL, List.of(since)));
        }
        return new Filter.All(all);
    }

    private static void equal(List<Filter> all, TicketField field, @Nullable Long value) {
        if (value != null) {
            all.add(new Filter.OnField(field, FilterOperator.EQUAL, List.of(value)));
        }
    }
}
