package dev.roundtrip.setup;

import dev.roundtrip.directory.Company;
import dev.roundtrip.people.Person;
import dev.roundtrip.setup.SetupDocument.PersonEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code people}. */
final class PersonSection extends AppliedSection<Person, PersonEntry> {

    PersonSection(Rooms rooms) {
        super(rooms, "people", "person");
    }

    @Override
    List<Person> all() {
        return rooms.people().all().stream()
                .sorted(Comparator.comparingLong(Person::id))
                .toList();
    }

    @Override
    long id(Person person) {
        return person.id();
    }

    @Override
    String name(Person person) {
        return person.login();
    }

    @Override
    String nameKey() {
        return "login";
    }

    @Override
    Map<String, @Nullable Object> entry(Person person, Withheld secrets) {
        var entry = new EntryWriter()
                .text("login", person.login())
                .text("name", person.name())
                .text("email", person.email())
                .put("role", person.role().word());
        if (person.language() != null) {
            entry.put("language", person.language());
        }
        if (secrets.areNamed() && rooms.people().hasPassword(person.id())) {
            entry.secret("password", secrets.secret("password", person.login()));
        }
        return entry.put("active", person.active()).entry();
    }

    @Override
    PersonEntry read(Part part, @Nullable Long id) {
        var person = SetupReader.person(part);
        var names = Stream.concat(
                Stream.of(rooms.desk().settings().domain()),
                rooms.directory().companies().stream().map(Company::name));
        SetupReader.refuseWeakPassword(person, names.toList(), part.reading());
        return person;
    }
}
