package dev.roundtrip.web;

import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.ticket.Status;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The picklists that a desk shapes, one below the other. */
@Controller
final class PicklistPages implements SettingsKinds {
    /** Of these a new ticket gets a value when it names none. */
    private static final Set<PicklistName> DEFAULTED = EnumSet.of(PicklistName.STATUS, PicklistName.PRIORITY);

    private final Picklists picklists;
    private final PageWords pageWords;

    PicklistPages(Picklists picklists, PageWords pageWords) {
        this.picklists = picklists;
        this.pageWords = pageWords;
    }

    @Override
    public List<SettingsKind> kinds() {
        return shaped().<SettingsKind>map(Kind::new).toList();
    }

    private static Stream<PicklistName> shaped() {
        return Arrays.stream(PicklistName.values()).filter(PicklistName::isShapedByTheDesk);
    }

    @GetMapping("/settings/picklists")
    String list(Locale locale, Model model) {
        var words = pageWords.in(locale);
        model.addAttribute("tab", "picklists");
        model.addAttribute("tables", shaped().map(list -> table(list, words)).toList());
        return "settings/list";
    }

    private SettingsTable table(PicklistName list, Words words) {
        var first = DEFAULTED.contains(list)
                ? picklists.defaultOf(list).map(PicklistValue::number)
                : Optional.<Long>empty();
        return new SettingsTable(
                list.word(),
                called(list, words),
                "/settings/picklists/" + list.word() + "/new",
                words.say("settings.picklists.none"),
                List.of(words.say("settings.number"), words.say("settings.meaning")),
                picklists.values(list).stream()
                        .map(value -> row(
                                list,
                                value,
                                first.filter(number -> number == value.number()).isPresent(),
                                words))
                        .toList());
    }

    private static SettingsTable.Row row(PicklistName list, PicklistValue value, boolean isFirst, Words words) {
        var meaning = Stream.of(
                        list == PicklistName.STATUS && value.number() == Status.COMPLETE
                                ? words.say("settings.meaning.complete")
                                : null,
                        isFirst ? words.say("settings.meaning.default") : null,
                        value.system() ? words.say("settings.meaning.system") : null)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return new SettingsTable.Row(
                list.word() + "-" + value.number(),
                "/settings/picklists/" + list.word() + "/" + value.number(),
                value.label(),
                false,
                null,
                List.of(SettingsTable.Cell.of(Long.toString(value.number())), SettingsTable.Cell.of(meaning)),
                value.active(),
                !value.system(),
                List.of());
    }

    static String called(PicklistName list, Words words) {
        return switch (list) {
            case STATUS -> words.say("field.status");
            case PRIORITY -> words.say("field.priority");
            case QUEUE -> words.say("field.queueID");
            case SOURCE -> words.say("field.source");
            case ISSUE_TYPE -> words.say("field.issueType");
            case SUB_ISSUE_TYPE -> words.say("field.subIssueType");
            case TICKET_CATEGORY -> words.say("field.ticketCategory");
            case CLASSIFICATION -> words.say("setting.company.classification");
            case SERVICE_LEVEL_AGREEMENT -> words.say("settings.levels");
        };
    }

    private final class Kind implements SettingsKind {
        private final PicklistName list;

        Kind(PicklistName list) {
            this.list = list;
        }

        @Override
        public String section() {
            return "picklists/" + list.word();
        }

        @Override
        public String address() {
            return "/settings/picklists/" + list.word();
        }

        @Override
        public String tab() {
            return "picklists";
        }

        @Override
        public String word() {
            return "value";
        }

        @Override
        public List<EntryField> fields(@Nullable Long id, Words words) {
            var label = EntryField.of(EntryField.Kind.LINE, "label", id == null ? "w3 must" : "w4 must");
            var active = EntryField.of(EntryField.Kind.TICK, "active", id == null ? "" : "w2");
            return id == null
                    ? List.of(label, EntryField.of(EntryField.Kind.LINE, "id", "w3 must"), active)
                    : List.of(label, active);
        }

        @Override
        public Map<String, Object> fresh() {
            long free = 1
                    + picklists.values(list).stream()
                            .mapToLong(PicklistValue::number)
                            .max()
                            .orElse(0);
            return Map.of("active", true, "id", free);
        }

        @Override
        public String title(Entries.Written one, Words words) {
            return called(list, words) + ": " + one.name();
        }
    }
}
