package dev.roundtrip.setup;

import dev.roundtrip.directory.Company;
import dev.roundtrip.people.Person;
import dev.roundtrip.setup.SetupDocument.CompanyEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code companies}. The desk's own has its id in the file too, for there it is found by nothing else. */
final class CompanySection extends AppliedSection<Company, CompanyEntry> {

    CompanySection(Rooms rooms) {
        super(rooms, "companies", "company");
    }

    @Override
    List<Company> all() {
        return rooms.directory().companies();
    }

    /** Of a hundred thousand one is looked up, not searched for. */
    @Override
    Company one(long id) {
        return rooms.directory()
                .company(id)
                .orElseThrow(() -> new NoSuchEntry("there is no %s %d".formatted(word(), id)));
    }

    @Override
    Optional<Company> named(String name) {
        return rooms.directory().companyNamed(name);
    }

    @Override
    long id(Company company) {
        return company.id();
    }

    @Override
    String name(Company company) {
        return company.name();
    }

    @Override
    Map<String, @Nullable Object> entry(Company company, Withheld secrets) {
        var entry = new EntryWriter();
        if (company.id() == Company.OWN) {
            entry.put("id", Company.OWN);
        }
        return entry.text("name", company.name())
                .text("classification", company.classification())
                .put("active", company.active())
                .text("manager", manager(company))
                .entry();
    }

    private @Nullable String manager(Company company) {
        return company.manager() == null
                ? null
                : rooms.people().withId(company.manager()).map(Person::login).orElse(null);
    }

    @Override
    CompanyEntry read(Part part, @Nullable Long id) {
        return SetupReader.company(part, id != null && id == Company.OWN);
    }
}
