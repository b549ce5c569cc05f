package dev.roundtrip.web;

import dev.roundtrip.directory.Company;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.UserField;
import dev.roundtrip.ticket.Wanted;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A filter as it was typed, understood.
 *
 * @param mistakes the fields that do not say what they should; then {@code wanted} means nothing
 * @param since the date of {@link TicketFilter#since}, for its field
 */
record TicketWish(
        Wanted wanted, Set<String> mistakes, @Nullable String since) {

    /** What has to be known to understand it. */
    record Known(
            long me,
            ZoneId zone,
            LocalDate today,
            Function<String, Optional<Company>> company,
            LongFunction<Optional<UserField>> userField) {}

    static TicketWish of(TicketFilter filter, Known known) {
        var mistakes = new LinkedHashSet<String>();
        var since = date(filter.since(), known.today(), mistakes);
        boolean any = TicketFilter.ALL.equals(filter.status());
        var wanted = new Wanted(
                filter.q(),
                filter.status() == null,
                any ? null : number("status", filter.status(), mistakes),
                number("priority", filter.priority(), mistakes),
                number("queue", filter.queue(), mistakes),
                company(filter.company(), known, mistakes),
                assigned(filter.assigned(), known, mistakes),
                holds(filter, known, mistakes),
                since == null ? null : start(since, known.zone()),
                Set.of());
        return new TicketWish(wanted, mistakes, since == null ? null : since.toString());
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static @Nullable LocalDate date(@Nullable String text, LocalDate today, Set<String> mistakes) {
        if (text == null || text.equals(TicketFilter.TODAY)) {
            return text == null ? null : today;
        }
        try {
            var day = LocalDate.parse(text);
            if (day.getYear() >= 1 && day.getYear() <= 9999) {
                return day;
            }
        } catch (DateTimeException e) {
            // told at the field, as a year that no ticket can have is
        }
        mistakes.add("since");
        return null;
    }

    private static @Nullable Long number(String name, @Nullable String text, Set<String> mistakes) {
        if (text == null) {
            return null;
        }
        if (text.matches("-?[0-9]{1,18}")) {
            return Long.valueOf(text);
        }
        mistakes.add(name);
        return null;
    }

    private static @Nullable Long company(@Nullable String name, Known known, Set<String> mistakes) {
        if (name == null) {
            return null;
        }
        var company = known.company().apply(name);
        if (company.isEmpty()) {
            mistakes.add("company");
        }
        return company.map(Company::id).orElse(null);
    }

    private static @Nullable Long assigned(@Nullable String text, Known known, Set<String> mistakes) {
        if (TicketFilter.ME.equals(text)) {
            return known.me();
        }
        return TicketFilter.NOBODY.equals(text) ? (Long) Wanted.NOBODY : number("assigned", text, mistakes);
    }

    private static Wanted.@Nullable Holds holds(TicketFilter filter, Known known, Set<String> mistakes) {
        var id = number("field", filter.field(), mistakes);
        if (id == null || filter.value() == null) {
            return null;
        }
        var field = known.userField().apply(id);
        if (field.isEmpty()) {
            mistakes.add("field");
            return null;
        }
        try {
            return FieldValues.typed(field.get(), Optional.of(filter.value()))
                    .map(value -> new Wanted.Holds(field.get(), value))
                    .orElse(null);
        } catch (FieldValues.WrongValue e) {
            mistakes.add("value");
            return null;
        }
    }
}
