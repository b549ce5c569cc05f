package dev.roundtrip.web;

import dev.roundtrip.field.UserField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which callouts and rules speak of which user-defined field. Conditions know it by its id; templates name it. */
@Component
final class FieldUses {
    private static final String UDF = "udf.";
    private static final Pattern TAG =
            Pattern.compile("\\{\\{\\s*[#^/]?\\s*udf\\.(.+?)\\s*}}", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Entries entries;

    FieldUses(Entries entries) {
        this.entries = entries;
    }

    /** Who uses one. */
    record Uses(List<SettingsTable.Link> callouts, List<SettingsTable.Link> rules, List<String> byName) {
        static final Uses NONE = new Uses(List.of(), List.of(), List.of());

        List<SettingsTable.Link> links() {
            return Stream.concat(callouts.stream(), rules.stream()).toList();
        }
    }

    /** By the key of the field; none of one that nobody uses. */
    Map<String, Uses> all() {
        var all = new HashMap<String, Uses>();
        for (var callout : entries.all(Entries.CALLOUTS)) {
            var found = new Found();
            found.named(callout.entry().get("field"));
            found.in(callout.entry());
            found.all.forEach(key -> of(all, key).callouts().add(link("/callouts/", callout)));
            found.byName.forEach(key -> of(all, key).byName().add(callout.name()));
        }
        for (var rule : entries.all("rules")) {
            var found = new Found();
            found.in(rule.entry());
            found.all.forEach(key -> of(all, key).rules().add(link("/rules/", rule)));
            found.byName.forEach(key -> of(all, key).byName().add(rule.name()));
        }
        return all;
    }

    private static SettingsTable.Link link(String page, Entries.Written one) {
        return new SettingsTable.Link(page + one.id(), one.name());
    }

    private static Uses of(Map<String, Uses> all, String key) {
        return all.computeIfAbsent(key, _ -> new Uses(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
    }

    /** Keys of fields in one entry. */
    private static final class Found {
        final Set<String> all = new HashSet<>();
        final Set<String> byName = new HashSet<>();

        void named(@Nullable Object field) {
            if (field instanceof String name) {
                all.add(UserField.keyOf(name));
            }
        }

        void in(@Nullable Object value) {
            switch (value) {
                case String text -> text(text);
                case List<?> list -> list.forEach(this::in);
                case Map<?, ?> map ->
                    map.forEach((key, inside) -> {
                        attribute(key);
                        if (key.equals("attribute")) {
                            attribute(inside);
                        } else {
                            in(inside);
                        }
                    });
                case null, default -> {}
            }
        }

        private void attribute(@Nullable Object name) {
            if (name instanceof String text && text.regionMatches(true, 0, UDF, 0, UDF.length())) {
                named(text.substring(UDF.length()));
            }
        }

        private void text(String text) {
            TAG.matcher(text)
                    .results()
                    .map(tag -> UserField.keyOf(tag.group(1)))
                    .forEach(key -> {
                        all.add(key);
                        byName.add(key);
                    });
        }
    }
}
