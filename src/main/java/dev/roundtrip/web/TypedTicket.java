package dev.roundtrip.web;

import dev.roundtrip.directory.Company;
import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.FieldsRefused;
import dev.roundtrip.field.UserField;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as it was typed into its form, understood.
 *
 * @param edit what is wanted, without what is wrong
 * @param mistakes by the field's name in the form
 */
record TypedTicket(TicketEdit edit, Map<String, Mistake> mistakes) {
    static final String USER = "udf.";
    static final String COMPANY = "company";

    /** The due date to the millisecond: a field of a form knows minutes, and is not to cut what nobody touched. */
    static final String DUE_WAS = "dueWas";

    static final List<TicketField> LISTS = List.of(
            TicketField.STATUS,
            TicketField.PRIORITY,
            TicketField.QUEUE_ID,
            TicketField.ASSIGNED_RESOURCE_ID,
            TicketField.SOURCE,
            TicketField.ISSUE_TYPE,
            TicketField.SUB_ISSUE_TYPE,
            TicketField.SERVICE_LEVEL_AGREEMENT_ID);

    /** One of both: a text of ours, or what a room said in English. */
    record Mistake(@Nullable String key, @Nullable String english) {
        static Mistake of(String key) {
            return new Mistake(key, null);
        }
    }

    /** What has to be known to understand it. */
    record Known(ZoneId zone, List<UserField> userFields, Function<String, Optional<Company>> company) {}

    /** @param typed by the field's name in the form; what is not in it is left as it is */
    static TypedTicket of(Map<String, String> typed, Known known) {
        var reading = new Reading(typed, known);
        reading.text(TicketField.TITLE);
        reading.text(TicketField.DESCRIPTION);
        reading.text(TicketField.RESOLUTION);
        LISTS.forEach(reading::number);
        reading.company();
        reading.due();
        known.userFields().forEach(reading::user);
        return new TypedTicket(reading.edit.build(), reading.mistakes);
    }

    /** Where a field of the ticket stands in the form. */
    static String nameOf(TicketField field) {
        return field == TicketField.COMPANY_ID ? COMPANY : field.apiName();
    }

    static String nameOf(UserField field) {
        return USER + field.id();
    }

    static String shown(Instant due, ZoneId zone) {
        return due.atZone(zone)
                .toLocalDateTime()
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    /** What a room says is wrong, by the field's name in the form; under "" what is of none of its fields. */
    static Map<String, Mistake> mistakes(FieldsRefused refused, List<UserField> userFields) {
        var mistakes = new LinkedHashMap<String, Mistake>();
        for (var problem : refused.problems()) {
            int colon = problem.indexOf(": ");
            var name = colon < 0 ? "" : problem.substring(0, colon);
            var field = TicketField.named(name)
                    .map(TypedTicket::nameOf)
                    .or(() -> userFields.stream()
                            .filter(one -> one.name().equals(name))
                            .findFirst()
                            .map(TypedTicket::nameOf))
                    .orElse("");
            mistakes.put(field, new Mistake(null, field.isEmpty() ? problem : problem.substring(colon + 2)));
        }
        return mistakes;
    }

    private static final class Reading {
        private final Map<String, String> typed;
        private final Known known;
        private final TicketEdit.Builder edit = TicketEdit.with();
        private final Map<String, Mistake> mistakes = new LinkedHashMap<>();

        Reading(Map<String, String> typed, Known known) {
            this.typed = typed;
            this.known = known;
        }

        /** With line breaks as the desk has them; null where the form has no such field. */
        private @Nullable String typed(String name) {
            var text = typed.get(name);
            return text == null ? null : text.replace("\r\n", "\n");
        }

        private void text(TicketField field) {
            var name = nameOf(field);
            var text = typed(name);
            if (text == null) {
                return;
            }
            if (field.isRequired() && FieldValues.isNoValue(text)) {
                mistakes.put(name, Mistake.of("form.required"));
            } else if (isTooLong(text, field)) {
                mistakes.put(name, Mistake.of("form.too-long"));
            } else {
                edit.set(field, text);
            }
        }

        private static boolean isTooLong(String text, EntityField field) {
            return field.length() > 0 && text.codePointCount(0, text.length()) > field.length();
        }

        private void number(TicketField field) {
            var name = nameOf(field);
            var text = typed(name);
            if (text == null) {
                return;
            }
            if (text.isBlank()) {
                if (field.isRequired()) {
                    mistakes.put(name, Mistake.of("form.required"));
                } else {
                    edit.set(field, null);
                }
            } else if (text.matches("-?[0-9]{1,18}")) {
                edit.set(field, Long.valueOf(text));
            } else {
                mistakes.put(name, Mistake.of("form.choice"));
            }
        }

        private void company() {
            var text = typed(COMPANY);
            if (text == null) {
                return;
            }
            if (text.isBlank()) {
                mistakes.put(COMPANY, Mistake.of("form.required"));
                return;
            }
            known.company()
                    .apply(text)
                    .ifPresentOrElse(
                            company -> edit.set(TicketField.COMPANY_ID, company.id()),
                            () -> mistakes.put(COMPANY, Mistake.of("tickets.company.unknown")));
        }

        private void due() {
            var name = nameOf(TicketField.DUE_DATE_TIME);
            var text = typed(name);
            if (text == null) {
                return;
            }
            if (text.isBlank()) {
                mistakes.put(name, Mistake.of("form.required"));
                return;
            }
            var was = typed(DUE_WAS);
            var stayed = was == null ? null : FieldValues.instant(was, known.zone());
            if (stayed != null && shown(stayed, known.zone()).equals(text)) {
                edit.set(TicketField.DUE_DATE_TIME, stayed);
                return;
            }
            try {
                var time = LocalDateTime.parse(text);
                if (time.getYear() >= 1 && time.getYear() <= 9999) {
                    edit.set(
                            TicketField.DUE_DATE_TIME, time.atZone(known.zone()).toInstant());
                    return;
                }
            } catch (DateTimeException e) {
                // told at the field, as a year that nobody means is
            }
            mistakes.put(name, Mistake.of("form.time"));
        }

        private void user(UserField field) {
            var name = nameOf(field);
            var text = typed(name);
            if (text == null) {
                return;
            }
            edit.setUser(field.name(), text);
            if (field.type() == UserField.Type.NUMBER || field.type() == UserField.Type.DATE) {
                try {
                    FieldValues.typed(field, Optional.of(text));
                } catch (FieldValues.WrongValue e) {
                    mistakes.put(name, Mistake.of(field.type() == UserField.Type.NUMBER ? "form.number" : "form.date"));
                }
            }
        }
    }
}
