package dev.roundtrip.setup;

import dev.roundtrip.directory.Company;
import dev.roundtrip.directory.DeskSettings;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.UserField;
import dev.roundtrip.people.Person;
import dev.roundtrip.setup.SetupDocument.CompanyEntry;
import dev.roundtrip.setup.SetupDocument.DeskEntry;
import dev.roundtrip.setup.SetupDocument.FieldEntry;
import dev.roundtrip.setup.SetupDocument.PicklistEntry;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Applies what tickets are made of: desk, companies, picklists, fields. */
final class BasicsApplying {
    private final Applying applying;
    private final Rooms rooms;

    BasicsApplying(Applying applying) {
        this.applying = applying;
        this.rooms = applying.rooms;
    }

    void desk(DeskEntry entry) {
        var kept = rooms.desk().settings();
        var wanted = new DeskSettings(
                entry.domain() == null ? kept.domain() : entry.domain(),
                entry.zone() == null ? kept.zone() : entry.zone(),
                entry.language() == null ? kept.language() : entry.language(),
                entry.businessHours() == null ? kept.businessHours() : entry.businessHours(),
                entry.holidays() == null ? kept.holidays() : entry.holidays());
        applying.change(
                () -> {
                    var now = rooms.desk().settings();
                    return applying.compare("desk", entry.path())
                            .of("domain", now.domain(), wanted.domain())
                            .of("time-zone", now.zone().getId(), wanted.zone().getId())
                            .of("language", now.language(), wanted.language())
                            .of(
                                    "business-hours",
                                    now.businessHours().text(),
                                    wanted.businessHours().text())
                            .of("holidays", days(now), days(wanted))
                            .differences();
                },
                () -> rooms.desk().change(wanted));
    }

    private static String days(DeskSettings desk) {
        return desk.holidays().stream().map(LocalDate::toString).collect(Collectors.joining(", "));
    }

    void company(CompanyEntry entry) {
        var wanted = new Company(0, entry.name(), entry.classification(), entry.active(), manager(entry));
        applying.change(
                () -> rooms.directory()
                        .companyNamed(wanted.name())
                        .map(kept -> applying.compare(called("company", kept.name()), entry.path())
                                .of("name", kept.name(), wanted.name())
                                .of("classification", kept.classification(), wanted.classification())
                                .of("active", kept.active(), wanted.active())
                                .of("manager", login(kept.manager()), login(wanted.manager()))
                                .differences())
                        .orElse(List.of(added("company", wanted.name()))),
                () -> rooms.directory()
                        .companyNamed(wanted.name())
                        .ifPresentOrElse(
                                kept -> rooms.directory()
                                        .change(new Company(
                                                kept.id(),
                                                wanted.name(),
                                                wanted.classification(),
                                                wanted.active(),
                                                wanted.manager())),
                                () -> rooms.directory().add(wanted)));
    }

    private @Nullable Long manager(CompanyEntry entry) {
        var login = entry.manager();
        if (login == null) {
            return null;
        }
        return rooms.people().named(login).map(Person::id).orElseThrow(() -> {
            applying.unknown(
                    entry.path() + ".manager",
                    "person",
                    login,
                    rooms.people().all().stream().map(Person::login).toList());
            return new Applying.Told();
        });
    }

    private @Nullable String login(@Nullable Long person) {
        return person == null
                ? null
                : rooms.people().withId(person).map(Person::login).orElse("person " + person);
    }

    void picklist(PicklistEntry entry) {
        var list = entry.list();
        rooms.picklists().values(list).stream()
                .filter(value ->
                        value.label().equalsIgnoreCase(entry.label().strip()) && value.number() != entry.number())
                .findFirst()
                .ifPresent(twin -> {
                    throw applying.refused(
                            entry.path() + ".label",
                            "\"%s\" is the label of %d already; choose another, or that id"
                                    .formatted(twin.label(), twin.number()));
                });
        if (entry.number() < 0 && rooms.picklists().value(list, entry.number()).isEmpty()) {
            throw applying.refused(
                    entry.path() + ".id",
                    "\"%d\" is negative; a value of your own needs an id from 0 up".formatted(entry.number()));
        }
        var what = list.word() + " " + entry.number();
        applying.change(
                () -> rooms.picklists()
                        .value(list, entry.number())
                        .map(kept -> applying.compare(what, entry.path())
                                .of("label", kept.label(), entry.label().strip())
                                .differences())
                        .orElse(List.of(added(what, entry.label().strip()))),
                () -> rooms.picklists().keep(list, value(entry)));
    }

    /** A value that is there keeps all but its label; a new one goes to the end. */
    private PicklistValue value(PicklistEntry entry) {
        var values = rooms.picklists().values(entry.list());
        var label = entry.label().strip();
        return rooms.picklists()
                .value(entry.list(), entry.number())
                .map(kept -> new PicklistValue(
                        kept.number(), label, kept.order(), kept.active(), kept.system(), kept.isDefault()))
                .orElseGet(() -> new PicklistValue(
                        entry.number(),
                        label,
                        values.stream().mapToInt(PicklistValue::order).max().orElse(0) + 1,
                        true,
                        false,
                        false));
    }

    void field(FieldEntry entry) {
        var kept = rooms.userFields().named(entry.name());
        kept.filter(known -> known.type() != entry.type()).ifPresent(known -> {
            throw applying.refused(
                    entry.path() + ".type",
                    "\"%s\" is not the type of field \"%s\", which is %s and holds such values; take another name"
                            .formatted(
                                    entry.type().word(),
                                    known.name(),
                                    known.type().word()));
        });
        var wanted = wanted(entry, kept.map(UserField::id).orElse(0L));
        applying.change(
                () -> rooms.userFields()
                        .named(wanted.name())
                        .map(now -> applying.compare(called("field", now.name()), entry.path())
                                .of("name", now.name(), wanted.name())
                                .of("values", String.join(", ", now.choices()), String.join(", ", wanted.choices()))
                                .of("default", now.defaultValue(), wanted.defaultValue())
                                .of("description", now.description(), wanted.description())
                                .of("active", now.active(), wanted.active())
                                .differences())
                        .orElse(List.of(added("field", wanted.name()))),
                () -> {
                    if (wanted.id() == 0) {
                        rooms.userFields().add(wanted);
                    } else {
                        rooms.userFields().change(wanted);
                    }
                });
    }

    private UserField wanted(FieldEntry entry, long id) {
        var field = new UserField(
                id,
                entry.name(),
                entry.type(),
                entry.values().stream().map(value -> value.text().strip()).toList(),
                null,
                entry.description(),
                entry.active());
        if (entry.defaultValue() == null) {
            return field;
        }
        try {
            var value = FieldValues.typed(field, Optional.of(entry.defaultValue()));
            return new UserField(
                    id,
                    field.name(),
                    field.type(),
                    field.choices(),
                    value.orElse(null),
                    field.description(),
                    field.active());
        } catch (FieldValues.WrongValue e) {
            throw applying.refused(entry.path() + ".default", ": " + e.getMessage());
        }
    }

    static String called(String what, String name) {
        return what + " \"" + name + "\"";
    }

    static String added(String what, String name) {
        return "+ " + called(what, name);
    }
}
