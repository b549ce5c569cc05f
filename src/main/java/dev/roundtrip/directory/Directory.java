package dev.roundtrip.directory;

import dev.roundtrip.store.Revision;
import dev.roundtrip.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Companies, contacts and devices: kept so that a ticket can point at them. */
public final class Directory {
    private final Store store;
    /** Companies that were asked for: every ticket asks for its own. */
    private final Revision.Cached<Map<Long, Company>> met;

    public Directory(Store store) {
        this.store = store;
        this.met = store.revision().cached(ConcurrentHashMap::new);
    }

    public Optional<Company> company(long id) {
        var known = met.get();
        var company = known.get(id);
        if (company == null) {
            var read = readCompany(id);
            read.ifPresent(there -> known.putIfAbsent(id, there));
            return read;
        }
        return Optional.of(company);
    }

    private Optional<Company> readCompany(long id) {
        return store.jdbc()
                .sql("select id, name, classification, active, manager_id from company where id = :id")
                .param("id", id)
                .query(Directory::company)
                .optional();
    }

    /** Names are found without case. */
    public Optional<Company> companyNamed(String name) {
        return store.jdbc()
                .sql("select id, name, classification, active, manager_id from company where name_key = :key")
                .param("key", name.strip().toLowerCase(Locale.ROOT))
                .query(Directory::company)
                .optional();
    }

    public List<Company> companies() {
        return store.jdbc()
                .sql("select id, name, classification, active, manager_id from company order by id")
                .query(Directory::company)
                .list();
    }

    /**
     * Adds it ({@code id} is passed over) and returns it with its id.
     *
     * @throws IllegalArgumentException for a name that is taken
     */
    public Company add(Company company) {
        return store.write(() -> {
            companyNamed(company.name()).ifPresent(Directory::refuseAnother);
            var id = store.jdbc()
                    .sql("""
                            insert into company (name, name_key, classification, active, manager_id)
                            values (:name, :key, :classification, :active, :manager)
                            returning id""")
                    .param("name", company.name())
                    .param("key", company.key())
                    .param("classification", company.classification())
                    .param("active", company.active())
                    .param("manager", company.manager())
                    .query(Long.class)
                    .single();
            store.revision().bump();
            return new Company(id, company.name(), company.classification(), company.active(), company.manager());
        });
    }

    /** @throws IllegalArgumentException for a name that is taken */
    public void change(Company company) {
        store.write(() -> {
            companyNamed(company.name())
                    .filter(other -> other.id() != company.id())
                    .ifPresent(Directory::refuseAnother);
            store.jdbc()
                    .sql("""
                            update company
                            set name = :name, name_key = :key, classification = :classification, active = :active,
                                manager_id = :manager
                            where id = :id""")
                    .param("id", company.id())
                    .param("name", company.name())
                    .param("key", company.key())
                    .param("classification", company.classification())
                    .param("active", company.active())
                    .param("manager", company.manager())
                    .update();
            store.revision().bump();
            return null;
        });
    }

    private static void refuseAnother(Company there) {
        throw new IllegalArgumentException(
                "there is a company \"%s\" already; choose another name".formatted(there.name()));
    }

    public Optional<Contact> contact(long id) {
        return store.jdbc()
                .sql("select id, company_id, first_name, last_name, email, active from contact where id = :id")
                .param("id", id)
                .query((rs, n) -> new Contact(
                        rs.getLong("id"),
                        rs.getLong("company_id"),
                        rs.getString("first_name"),
                        rs.getString("last_name"),
                        rs.getString("email"),
                        rs.getBoolean("active")))
                .optional();
    }

    /** Adds it ({@code id} is passed over) and returns its id. */
    public long add(Contact contact) {
        return store.write(() -> store.jdbc()
                .sql("""
                        insert into contact (company_id, first_name, last_name, email, active)
                        values (:company, :first, :last, :email, :active)
                        returning id""")
                .param("company", contact.companyId())
                .param("first", contact.firstName())
                .param("last", contact.lastName())
                .param("email", contact.email())
                .param("active", contact.active())
                .query(Long.class)
                .single());
    }

    public Optional<Device> device(long id) {
        return store.jdbc()
                .sql("select id, company_id, name, reference, active from device where id = :id")
                .param("id", id)
                .query((rs, n) -> new Device(
                        rs.getLong("id"),
                        rs.getLong("company_id"),
                        rs.getString("name"),
                        rs.getString("reference"),
                        rs.getBoolean("active")))
                .optional();
    }

    /** Adds it ({@code id} is passed over) and returns its id. */
    public long add(Device device) {
        return store.write(() -> store.jdbc()
                .sql("""
                        insert into device (company_id, name, reference, active)
                        values (:company, :name, :reference, :active)
                        returning id""")
                .param("company", device.companyId())
                .param("name", device.name())
                .param("reference", device.reference())
                .param("active", device.active())
                .query(Long.class)
                .single());
    }

    private static Company company(ResultSet rs, int n) throws SQLException {
        var manager = rs.getLong("manager_id");
        var looksAfter = rs.wasNull() ? null : manager;
        return new Company(
                rs.getLong("id"),
                rs.getString("name"),
                rs.getString("classification"),
                rs.getBoolean("active"),
                looksAfter);
    }
}
