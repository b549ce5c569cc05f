package dev.roundtrip.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.field.FieldsRefused;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestClock;
import dev.roundtrip.testing.TestDatabase;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

@OnBothDatabases
class DirectoryTest {
    private static final SharedStores STORES = new SharedStores();
    private static final String ODD = "G\u00f6ld '&' <\ud83d\udd25>";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final TestClock clock = TestClock.atNoon();
    private final Store store;
    private final Directory directory;

    DirectoryTest(TestDatabase database) {
        store = STORES.on(database);
        directory = new Directory(store, clock, new Picklists(store), id -> id == 3);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    /** A name that nobody has yet. */
    private static String named(String name) {
        return name + " " + NUMBER.incrementAndGet();
    }

    private Company company(String name) {
        return directory.add(new Company(0, name, null, true));
    }

    @Test
    void aFreshDeskHasItsOwnCompany() {
        assertThat(directory.company(Company.OWN)).contains(new Company(0, "This desk", null, true));
        assertThat(directory.companies()).startsWith(directory.company(0).orElseThrow());
    }

    @Test
    void everyColumnOfACompanyIsGivenBackAsItWas() {
        var odd = directory.add(new Company(0, named("\u00c4 'GmbH' \"&\" Co. \ud83d\udd25"), ODD, false, 3L));
        var plain = company(named("Acme"));

        assertThat(directory.company(odd.id())).contains(odd);
        assertThat(odd.classification()).isEqualTo(ODD);
        assertThat(odd.active()).isFalse();
        assertThat(directory.company(plain.id())).contains(plain);
        assertThat(directory.company(-1)).isEmpty();
        assertThat(directory.companies()).endsWith(odd, plain);
    }

    @Test
    void aCompanyIsFoundByItsNameWithoutCase() {
        var name = named("M\u00dcller \u0130stanbul");
        var company = company(" " + name + "\n");

        assertThat(company.name()).isEqualTo(name);
        assertThat(directory.companyNamed("  " + name.toLowerCase(Locale.ROOT))).contains(company);
        assertThat(directory.companyNamed(name.replace("M\u00dc", "m\u00fc"))).contains(company);
        assertThat(directory.companyNamed("Mueller")).isEmpty();
    }

    @Test
    void aCompanyIsChanged() {
        var company = company(named("Acme"));
        var changed = new Company(company.id(), named("Acme Ltd"), "key account", false);

        directory.change(changed);

        assertThat(directory.company(company.id())).contains(changed);
        assertThat(directory.companyNamed(company.name())).isEmpty();
        assertThat(directory.companyNamed(changed.name())).contains(changed);
        directory.change(new Company(changed.id(), changed.name().toUpperCase(Locale.ROOT), null, true));
        assertThat(directory.company(company.id()).orElseThrow().name())
                .isEqualTo(changed.name().toUpperCase(Locale.ROOT));
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        var name = named("Acme");
        var first = company(name);
        var second = company(named("Beta"));
        var taken = "companyName: there is a company \"%s\" already; choose another name".formatted(name);

        assertThatThrownBy(() -> company(name.toUpperCase(Locale.ROOT))).hasMessage(taken);
        assertThatThrownBy(() -> directory.change(new Company(second.id(), " " + name, null, true)))
                .isInstanceOf(FieldsRefused.class)
                .hasMessage(taken);

        assertThat(directory.company(first.id())).contains(first);
        assertThat(directory.company(second.id())).contains(second);
    }

    @Test
    void theSchemaKeepsNamesApartToo() {
        var company = company(named("Acme"));

        assertThatThrownBy(() -> store.write(() -> store.jdbc()
                        .sql("""
                                insert into company (name, name_key, active, company_type, create_date, last_tracked_modified_date_time)
                                values ('Acme', :key, :yes, 1, 0, 0)""")
                        .param("key", Company.keyOf(company.name()))
                        .param("yes", true)
                        .update()))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void everyColumnOfAContactIsGivenBackAsItWas() {
        long odd = directory.add(new Contact(0, 0, ODD, ODD, "a@acme.example", true));
        long plain = directory.add(new Contact(0, 0, "Mono", "", null, false));

        assertThat(directory.contact(odd)).contains(new Contact(odd, 0, ODD, ODD, "a@acme.example", true));
        assertThat(directory.contact(plain)).contains(new Contact(plain, 0, "Mono", "", null, false));
        assertThat(directory.contact(-1)).isEmpty();
        assertThatThrownBy(() -> directory.add(new Contact(0, -1, "A", "Customer", null, true)))
                .hasMessage("companyID: there is no Company -1");
    }

    @Test
    void everyColumnOfADeviceIsGivenBackAsItWas() {
        long odd = directory.add(new Device(0, 0, "ä '&' <b>", ODD, true));
        long plain = directory.add(new Device(0, 0, "web-1", null, false));

        assertThat(directory.device(odd)).contains(new Device(odd, 0, "ä '&' <b>", ODD, true));
        assertThat(directory.device(plain)).contains(new Device(plain, 0, "web-1", null, false));
        assertThat(directory.device(-1)).isEmpty();
    }

    @Test
    void aCompanyWithoutANameIsRefused() {
        assertThatThrownBy(() -> new Company(0, " ", null, true)).hasMessage("company name \"\": 1 to 100 characters");
        assertThatThrownBy(() -> new Company(0, "x".repeat(101), null, true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void companiesAreTurnedOverByNameAndFoundByAnyPartOfIt() {
        var names = List.of(named("Zz\u00dcBer 100 %"), named("zz\u00fcber a_b"), named("ZZ\u00fcber !c"));
        var count = directory.countCompanies();
        names.forEach(this::company);

        assertThat(directory.countCompanies()).isEqualTo(count + 3);
        var all = directory.companies("zz\u00dcber", "", 10);
        assertThat(all).extracting(Company::name).containsExactlyInAnyOrderElementsOf(names);
        assertThat(directory.companies("Zz\u00fcber", "", 2)).isEqualTo(all.subList(0, 2));
        assertThat(directory.companies("zz\u00fcber", all.get(1).name(), 2)).isEqualTo(all.subList(2, 3));
        assertThat(directory.companies("100 %", "", 10))
                .extracting(Company::name)
                .contains(names.get(0));
        assertThat(directory.companies("r a_b", "", 10))
                .extracting(Company::name)
                .containsExactly(names.get(1));
        assertThat(directory.companies("r !c", "", 10))
                .extracting(Company::name)
                .containsExactly(names.get(2));
        assertThat(directory.companies("r %c", "", 10)).isEmpty();
    }
}
