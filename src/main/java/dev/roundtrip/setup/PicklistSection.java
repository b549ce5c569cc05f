package dev.roundtrip.setup;

import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.setup.SetupDocument.PicklistEntry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of {@code picklists}. The id of a value is its number, which an entry says itself, and which never changes. */
final class PicklistSection extends AppliedSection<PicklistValue, PicklistEntry> {
    private final PicklistName list;

    PicklistSection(Rooms rooms, PicklistName list) {
        super(rooms, "picklists/" + list.word(), list.word());
        this.list = list;
    }

    PicklistName list() {
        return list;
    }

    @Override
    List<PicklistValue> all() {
        return rooms.picklists().values(list);
    }

    @Override
    long id(PicklistValue value) {
        return value.number();
    }

    @Override
    String name(PicklistValue value) {
        return value.label();
    }

    @Override
    Map<String, Object> before(PicklistValue value) {
        return Map.of();
    }

    @Override
    Collection<String> passedOver() {
        return List.of();
    }

    @Override
    Map<String, @Nullable Object> entry(PicklistValue value, Withheld secrets) {
        return new EntryWriter()
                .put("id", value.number())
                .text("label", value.label())
                .put("active", value.active())
                .entry();
    }

    @Override
    PicklistEntry read(Part part, @Nullable Long id) {
        var number = id == null || part.has("id") ? part.requiredNumber("id") : id;
        if (id != null && number != id) {
            part.wrong("id", "is not %d, and a value keeps its number; leave it out".formatted(id));
        }
        return SetupReader.picklist(part, list, number);
    }

    /** A label that is taken is told where it is applied, as it is of a file. */
    @Override
    void refuseTaken(Applying applying, PicklistEntry entry, @Nullable Long id) {
        if (id == null) {
            rooms.picklists()
                    .value(list, entry.number())
                    .ifPresent(there -> applying.wrong(
                            "id",
                            ": %d is \"%s\" already; choose another id".formatted(there.number(), there.label())));
        }
    }

    @Override
    PicklistValue made(PicklistEntry entry) {
        return one(entry.number());
    }
}
