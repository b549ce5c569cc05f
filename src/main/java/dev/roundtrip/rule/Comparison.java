package dev.roundtrip.rule;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether what an operator asks is so. Pure.
 *
 * <p>Text is compared without case, numbers as numbers, times as instants. A date alone is that day in the desk's zone: every
 * moment of the day is equal to it, and {@code greater-than} and {@code less-than} count from its beginning, as a search for a
 * date does. No value differs from every value, so {@code not-equal-to} and {@code not-in-list} hold on it, and it is neither
 * greater nor less than anything.
 */
final class Comparison {
    private Comparison() {}

    /**
     * @param before the value before the change; null for none, and always when the ticket was just created
     * @param after the value after the change, which all operators but the three of change ask alone
     */
    static boolean holds(
            Operator operator, @Nullable Value before, @Nullable Value after, List<Value> wanted, ZoneId zone) {
        return switch (operator) {
            case EQUAL_TO, IN_LIST -> isAnyOf(after, wanted, zone);
            case NOT_EQUAL_TO, NOT_IN_LIST -> !isAnyOf(after, wanted, zone);
            case IS_EMPTY -> after == null;
            case IS_NOT_EMPTY -> after != null;
            case CHANGED -> !isUnchanged(before, after, zone);
            case CHANGED_TO -> isAnyOf(after, wanted, zone) && !isAnyOf(before, wanted, zone);
            case CHANGED_FROM -> isAnyOf(before, wanted, zone) && !isAnyOf(after, wanted, zone);
            case CONTAINS -> after != null && lower(after).contains(lower(wanted.getFirst()));
            case STARTS_WITH -> after != null && lower(after).startsWith(lower(wanted.getFirst()));
            case GREATER_THAN -> order(after, wanted.getFirst(), zone) > 0;
            case LESS_THAN -> order(after, wanted.getFirst(), zone) < 0;
        };
    }

    private static boolean isAnyOf(@Nullable Value value, List<Value> wanted, ZoneId zone) {
        if (value == null) {
            return false;
        }
        for (var one : wanted) {
            if (isEqual(value, one, zone)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEqual(Value a, Value b, ZoneId zone) {
        return switch (a) {
            case Value.Text text -> b instanceof Value.Text other && text.text().equalsIgnoreCase(other.text());
            case Value.Day day when b instanceof Value.Moment moment -> isOn(day, moment, zone);
            case Value.Moment moment when b instanceof Value.Day day -> isOn(day, moment, zone);
            default -> a.equals(b);
        };
    }

    private static boolean isOn(Value.Day day, Value.Moment moment, ZoneId zone) {
        return moment.at().atZone(zone).toLocalDate().equals(day.date());
    }

    /** Stricter with a date alone than {@link #isEqual}: from a day to a moment in it is a change, unless it is its first. */
    private static boolean isUnchanged(@Nullable Value before, @Nullable Value after, ZoneId zone) {
        if (before == null || after == null) {
            return before == null && after == null;
        }
        var from = before.instant(zone);
        var to = after.instant(zone);
        return (from != null && to != null) ? from.equals(to) : isEqual(before, after, zone);
    }

    /** Negative when less, positive when greater, 0 when equal or when there is no order between the two. */
    private static int order(@Nullable Value value, Value wanted, ZoneId zone) {
        if (value == null) {
            return 0;
        }
        if (value instanceof Value.Decimal number && wanted instanceof Value.Decimal other) {
            return number.number().compareTo(other.number());
        }
        var at = value.instant(zone);
        var than = wanted.instant(zone);
        return (at != null && than != null) ? at.compareTo(than) : 0;
    }

    private static String lower(Value value) {
        return value instanceof Value.Text text ? text.folded() : value.text().toLowerCase(Locale.ROOT);
    }
}
