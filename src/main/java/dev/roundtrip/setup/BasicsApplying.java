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
        var kept = applying.meant(
                entry.own()
                        ? rooms.directory().company(Company.OWN)
                        : rooms.directory().companyNamed(entry.name()),
                rooms.directory()::company);
        var wanted = new Company(
                kept.map(Company::id).orElse(0L), entry.name(), entry.classification(), entry.active(), manager(entry));
        applying.change(
                () -> kept.map(now -> applying.compare(called("company", now.name()), entry.path())
                                .of("name", now.name(), wanted.name())
                                .of("classification", now.classification(), wanted.classification())
                                .of("active", now.active(), wanted.active())
                                .of("manager", login(now.manager()), login(wanted.manager()))
                                .differences())
                        .orElse(List.of(added("company", wanted.name()))),
                () -> {
                    if (kept.isPresent()) {
                        rooms.directory().change(wanted);
                    } else {
                        rooms.directory().add(wanted);
                    }
                });
    }

    private @Nullable Long manager(CompanyEntry entry) {
        var login = entry.manager();
        if (login == null) {
            return null;
        }
        return rooms.people().named(login).map(Person::id).orElseThrow(() -> {
            applying.unknown(
                    entry.at("manager"),
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
        var label = entry.label().strip();
        refuseTwin(entry, label);
        var known = rooms.picklists().value(list, entry.number());
        if (entry.number() < 0 && known.isEmpty()) {
            throw applying.refused(
                    entry.at("id"),
                    "\"%d\" is negative; a value of your own needs an id from 0 up".formatted(entry.number()));
        }
        if (!entry.active() && known.filter(PicklistValue::system).isPresent()) {
            throw applying.refused(
                    entry.at("active"), "is false, and the desk itself needs this value; only its label is yours");
        }
        var what = list.word() + " " + entry.number();
        applying.change(
                () -> known.map(now -> applying.compare(what, entry.path())
                                .of("label", now.label(), label)
                                .of("active", now.active(), entry.active())
                                .differences())
                        .orElse(List.of(added(what, label))),
                () -> rooms.picklists()
                        .keep(
                                list,
                                known.map(now -> new PicklistValue(
                                                now.number(),
                                                label,
                                                now.order(),
                                                entry.active(),
                                                now.system(),
                                                now.isDefault()))
                                        .orElseGet(() -> atTheEnd(entry, label))));
    }

    /** What has that label in the desk may get another one by the same file: then two can swap theirs. */
    private void refuseTwin(PicklistEntry entry, String label) {
        rooms.picklists().values(entry.list()).stream()
                .filter(value -> value.number() != entry.number()
                        && value.label().equalsIgnoreCase(label)
                        && applying.document.all(PicklistEntry.class).stream()
                                .noneMatch(other -> other.list() == entry.list() && other.number() == value.number()))
                .findFirst()
                .ifPresent(twin -> {
                    throw applying.refused(
                            entry.at("label"),
                            "\"%s\" is the label of %d already; choose another, or that id"
                                    .formatted(twin.label(), twin.number()));
                });
    }

    private PicklistValue atTheEnd(PicklistEntry entry, String label) {
        var last = rooms.picklists().values(entry.list()).stream()
                .mapToInt(PicklistValue::order)
                .max()
                .orElse(0);
        return new PicklistValue(entry.number(), label, last + 1, entry.active(), false, false);
    }

    void field(FieldEntry entry) {
        var kept = applying.meant(rooms.userFields().named(entry.name()), rooms.userFields()::withId);
        kept.filter(known -> known.type() != entry.type()).ifPresent(known -> {
            throw applying.refused(
                    entry.at("type"),
                    "\"%s\" is not the type of field \"%s\", which is %s and holds such values; take another name"
                            .formatted(
                                    entry.type().word(),
                                    known.name(),
                                    known.type().word()));
        });
        var wanted = wanted(entry, kept.map(UserField::id).orElse(0L));
        applying.change(
                () -> kept.map(now -> applying.compare(called("field", now.name()), entry.path())
                                .of("name", now.name(), wanted.name())
                                .of("values", now.choices(), wanted.choices())
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
            throw applying.refused(entry.at("default"), ": " + e.getMessage());
        }
    }

    static String called(String what, String name) {
        return what + " \"" + name + "\"";
    }

    static String added(String what, String name) {
        return "+ " + called(what, name);
    }
}
