package dev.roundtrip.setup;

import dev.roundtrip.directory.DeskSettings;
import dev.roundtrip.setup.SetupDocument.DeskEntry;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code desk}: one record, and always there. What is not said of it stays. */
final class DeskSection extends AppliedSection<DeskSettings, DeskEntry> {
    static final long ID = 0;

    DeskSection(Rooms rooms) {
        super(rooms, "desk", "desk");
    }

    @Override
    List<DeskSettings> all() {
        return List.of(rooms.desk().settings());
    }

    @Override
    long id(DeskSettings desk) {
        return ID;
    }

    @Override
    String name(DeskSettings desk) {
        return "desk";
    }

    @Override
    String called(DeskSettings desk) {
        return "the desk";
    }

    @Override
    Map<String, Object> before(DeskSettings desk) {
        return Map.of();
    }

    @Override
    Map<String, @Nullable Object> entry(DeskSettings desk, Withheld secrets) {
        return new EntryWriter()
                .text("domain", desk.domain())
                .text("time-zone", desk.zone().getId())
                .put("language", desk.language())
                .put("business-hours", desk.businessHours().words())
                .put(
                        "holidays",
                        desk.holidays().stream().map(LocalDate::toString).toList())
                .entry();
    }

    @Override
    DeskEntry read(Part part, @Nullable Long id) {
        return SetupReader.desk(part);
    }
}
