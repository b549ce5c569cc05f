package dev.roundtrip.setup;

import dev.roundtrip.field.UserField;
import dev.roundtrip.setup.SetupDocument.FieldEntry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code fields}. */
final class FieldSection extends AppliedSection<UserField, FieldEntry> {

    FieldSection(Rooms rooms) {
        super(rooms, "fields", "field");
    }

    @Override
    List<UserField> all() {
        return rooms.userFields().all();
    }

    @Override
    long id(UserField field) {
        return field.id();
    }

    @Override
    String name(UserField field) {
        return field.name();
    }

    @Override
    Map<String, @Nullable Object> entry(UserField field, Withheld secrets) {
        var entry = new EntryWriter()
                .text("name", field.name())
                .put("type", field.type().word());
        if (!field.choices().isEmpty()) {
            entry.texts("values", field.choices());
        }
        return entry.text("default", field.defaultValue())
                .text("description", field.description())
                .put("active", field.active())
                .entry();
    }

    @Override
    FieldEntry read(Part part, @Nullable Long id) {
        return SetupReader.field(part);
    }
}
