package dev.roundtrip.api;

import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.UserField;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tickets as JSON: reads what clients write, writes what they read. */
final class TicketJson {
    static final String USER_FIELDS = "userDefinedFields";

    /** Members that clients' models bring along and that mean nothing here. */
    private static final Set<String> PASSED_OVER = Set.of("soapparentpropertyid");

    private TicketJson() {}

    /** What a write names; read-only fields are passed over, an unknown one is refused. */
    static TicketEdit edit(Members body, List<UserField> active) {
        var edit = TicketEdit.with();
        read(body, edit, active);
        return edit.build();
    }

    /** What a write names, and everything else that could be written cleared. */
    static TicketEdit replacement(Members body, List<UserField> active) {
        var edit = TicketEdit.with();
        for (var field : TicketField.values()) {
            if (!field.isReadOnly()) {
                edit.set(field, null);
            }
        }
        active.forEach(field -> edit.setUser(field.name(), null));
        read(body, edit, active);
        return edit.build();
    }

    private static void read(Members body, TicketEdit.Builder edit, List<UserField> active) {
        var problems = new ArrayList<String>();
        for (var member : body.all()) {
            var name = member.getKey();
            if (name.equalsIgnoreCase(USER_FIELDS)) {
                readUserFields(member.getValue(), edit, active, problems);
                continue;
            }
            var field = TicketField.named(name);
            if (field.isPresent()) {
                if (!field.get().isReadOnly()) {
                    collecting(
                            problems,
                            () -> edit.set(
                                    field.get(), Members.scalar(field.get().apiName(), member.getValue())));
                }
            } else if (!PASSED_OVER.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                problems.add(Entities.TICKET.unknown(name));
            }
        }
        if (!problems.isEmpty()) {
            throw ApiProblem.badInput(problems);
        }
    }

    private static void readUserFields(
            JsonNode list, TicketEdit.Builder edit, List<UserField> active, List<String> problems) {
        if (list.isNull()) {
            return;
        }
        if (!list.isArray()) {
            problems.add(USER_FIELDS + ": a list is needed, such as [{\"name\":\"…\",\"value\":\"…\"}]");
            return;
        }
        var seen = new HashSet<String>();
        int index = 0;
        for (var item : list) {
            var where = "%s[%d]".formatted(USER_FIELDS, index++);
            collecting(problems, () -> {
                var members = Members.of(where, item);
                var name = members.text("name")
                        .orElseThrow(() -> ApiProblem.badInput(where + ".name: the field's name is needed"));
                if (!seen.add(UserField.keyOf(name))) {
                    throw ApiProblem.badInput("%s: \"%s\" is named twice".formatted(USER_FIELDS, name));
                }
                if (active.stream().noneMatch(field -> field.key().equals(UserField.keyOf(name)))) {
                    throw ApiProblem.badInput("%s: \"%s\" is not an active field of this desk%s"
                            .formatted(
                                    USER_FIELDS,
                                    Characters.shortened(name, 60),
                                    Entity.suggestion(
                                            name,
                                            active.stream().map(UserField::name).toList())));
                }
                edit.setUser(
                        name,
                        members.value("value")
                                .map(value -> Members.scalar(name, value))
                                .orElse(null));
            });
        }
    }

    private static void collecting(List<String> problems, Runnable one) {
        try {
            one.run();
        } catch (ApiProblem e) {
            problems.addAll(e.texts());
        }
    }

    /** As answers carry it. */
    static Map<String, @Nullable Object> item(Ticket ticket, List<UserField> active, IncludedFields included) {
        var fields = TicketField.values();
        var item = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(fields.length + 1);
        for (var field : fields) {
            if (included.has(field)) {
                item.put(field.apiName(), value(ticket.value(field)));
            }
        }
        var user = new ArrayList<Map<String, @Nullable Object>>();
        for (var field : active) {
            if (included.has(field)) {
                var entry = new LinkedHashMap<String, @Nullable Object>();
                entry.put("name", field.name());
                entry.put("value", ticket.userValue(field.id()));
                user.add(entry);
            }
        }
        item.put(USER_FIELDS, user);
        return item;
    }

    static @Nullable Object value(@Nullable Object value) {
        return value instanceof Instant time ? FieldValues.shown(time) : value;
    }
}
