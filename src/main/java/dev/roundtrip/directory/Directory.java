package dev.roundtrip.directory;

import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.FieldCheck;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.field.Search;
import dev.roundtrip.store.Dialect;
import dev.roundtrip.store.Revision;
import dev.roundtrip.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Where you go for companies, contacts and devices. */
public final class Directory {
    private static final String COMPANY = "select id, name, classification_id, active, manager_id from company";

    private final Store store;
    private final Picklists picklists;
    private final Records<CompanyField> companies;
    private final Records<ContactField> contacts;
    private final Records<DeviceField> devices;
    /** Companies that were asked for: every ticket asks for its own. */
    private final Revision.Cached<Map<Long, Company>> met;

    /** @param personExists tells whether there is a person (the API's resource) of that id */
    public Directory(Store store, Clock clock, Picklists picklists, LongPredicate personExists) {
        this.store = store;
        this.picklists = picklists;
        this.met = store.revision().cached(ConcurrentHashMap::new);
        var known = new FieldCheck.Known() {
            @Override
            public Optional<List<PicklistValue>> values(EntityField field) {
                return picklists.of(field);
            }

            @Override
            public boolean exists(String entity, long id) {
                return switch (entity) {
                    case "Company" -> company(id).isPresent();
                    case "Contact" -> contact(id).isPresent();
                    case "ConfigurationItem" -> device(id).isPresent();
                    case "Resource" -> personExists.test(id);
                    default -> throw new IllegalStateException("a field points at " + entity);
                };
            }
        };
        this.companies = new Records<>(
                store,
                clock,
                new Records.Kind<>(
                        "company",
                        CompanyField.class,
                        "company",
                        new Search.Rows("company c", "c.id", "c.id in (:companies)", Set.of(CompanyField.ID)),
                        CompanyField.CREATE_DATE,
                        CompanyField.LAST_TRACKED_MODIFIED_DATE_TIME,
                        true,
                        Map.of(CompanyField.ACTIVE, true, CompanyField.COMPANY_TYPE, 1L),
                        this::nameKey),
                known);
        this.contacts = new Records<>(
                store,
                clock,
                new Records.Kind<>(
                        "contact",
                        ContactField.class,
                        "contact",
                        new Search.Rows(
                                "contact k",
                                "k.id",
                                "k.company_id in (:companies)",
                                Set.of(ContactField.ID, ContactField.COMPANY_ID)),
                        ContactField.CREATE_DATE,
                        ContactField.LAST_MODIFIED_DATE,
                        false,
                        Map.of(ContactField.ACTIVE, 1L),
                        (id, values, problems) -> Map.of()),
                known);
        this.devices = new Records<>(
                store,
                clock,
                new Records.Kind<>(
                        "configuration item",
                        DeviceField.class,
                        "device",
                        new Search.Rows(
                                "device d",
                                "d.id",
                                "d.company_id in (:companies)",
                                Set.of(DeviceField.ID, DeviceField.COMPANY_ID)),
                        DeviceField.CREATE_DATE,
                        DeviceField.LAST_MODIFIED_TIME,
                        false,
                        Map.of(DeviceField.ACTIVE, true),
                        (id, values, problems) -> Map.of()),
                known);
    }

    /** Companies with all their fields. */
    public Records<CompanyField> companyRecords() {
        return companies;
    }

    /** Contacts with all their fields. */
    public Records<ContactField> contactRecords() {
        return contacts;
    }

    /** Devices with all their fields. */
    public Records<DeviceField> deviceRecords() {
        return devices;
    }

    public Optional<Company> company(long id) {
        var known = met.get();
        var company = known.get(id);
        if (company == null) {
            var read = store.jdbc()
                    .sql(COMPANY + " where id = :id")
                    .param("id", id)
                    .query(this::read)
                    .optional();
            read.ifPresent(there -> known.putIfAbsent(id, there));
            return read;
        }
        return Optional.of(company);
    }

    /** Names are found without case. */
    public Optional<Company> companyNamed(String name) {
        return store.jdbc()
                .sql(COMPANY + " where name_key = :key")
                .param("key", Company.keyOf(name))
                .query(this::read)
                .optional();
    }

    public List<Company> companies() {
        return store.jdbc().sql(COMPANY + " order by id").query(this::read).list();
    }

    /**
     * Companies by name.
     *
     * @param text is in the name, without case; empty for all
     * @param after the name behind which the page begins; empty for the first page
     */
    public List<Company> companies(String text, String after, int limit) {
        return store.jdbc()
                .sql(COMPANY + """
                         where name_key > :after and name_key like :text escape '!'
                        order by name_key
                        limit :limit""")
                .param("after", Company.keyOf(after))
                .param("text", "%" + Dialect.literally(Company.keyOf(text)) + "%")
                .param("limit", limit)
                .query(this::read)
                .list();
    }

    public long countCompanies() {
        return store.jdbc()
                .sql("select count(*) from company")
                .query(Long.class)
                .single();
    }

    /**
     * Adds it ({@code id} is passed over) and returns it with its id. A classification that is new is made.
     *
     * @throws dev.roundtrip.field.FieldsRefused for a name that is taken
     */
    public Company add(Company company) {
        return store.write(() -> company(companies.create(values(company))).orElseThrow());
    }

    /**
     * Changes what it tells of a company; the other fields stay.
     *
     * @throws dev.roundtrip.field.FieldsRefused for a name that is taken
     */
    public void change(Company company) {
        store.write(() -> companies.change(company.id(), values(company)));
    }

    private Map<CompanyField, Optional<Object>> values(Company company) {
        var values = new EnumMap<CompanyField, Optional<Object>>(CompanyField.class);
        values.put(CompanyField.NAME, Optional.of(company.name()));
        values.put(
                CompanyField.CLASSIFICATION_ID,
                Optional.ofNullable(company.classification()).map(this::number));
        values.put(CompanyField.ACTIVE, Optional.of(company.active()));
        values.put(CompanyField.MANAGER_ID, Optional.ofNullable(company.manager()));
        return values;
    }

    /** Of the classification of that label, without case; of a new one where there is none. */
    private long number(String classification) {
        var all = picklists.values(PicklistName.CLASSIFICATION);
        return all.stream()
                .filter(value -> value.label().equalsIgnoreCase(classification))
                .findFirst()
                .map(PicklistValue::number)
                .orElseGet(() -> {
                    long next = 1
                            + all.stream()
                                    .mapToLong(PicklistValue::number)
                                    .max()
                                    .orElse(0);
                    picklists.keep(
                            PicklistName.CLASSIFICATION,
                            new PicklistValue(next, classification, (int) next, true, false, false));
                    return next;
                });
    }

    private Map<String, ?> nameKey(
            @Nullable Long id, Map<CompanyField, Optional<Object>> values, List<String> problems) {
        var name = values.getOrDefault(CompanyField.NAME, Optional.empty());
        if (name.isEmpty()) {
            return Map.of();
        }
        companyNamed(name.get().toString())
                .filter(other -> id == null || other.id() != id)
                .ifPresent(other -> problems.add(
                        "companyName: there is a company \"%s\" already; choose another name".formatted(other.name())));
        return Map.of("name_key", Company.keyOf(name.get().toString()));
    }

    public Optional<Contact> contact(long id) {
        return store.jdbc()
                .sql("select id, company_id, first_name, last_name, email, active from contact where id = :id")
                .param("id", id)
                .query((rs, n) -> new Contact(
                        rs.getLong("id"),
                        rs.getLong("company_id"),
                        rs.getString("first_name"),
                        Optional.ofNullable(rs.getString("last_name")).orElse(""),
                        rs.getString("email"),
                        rs.getLong("active") != 0))
                .optional();
    }

    /** Adds it ({@code id} is passed over) and returns its id. */
    public long add(Contact contact) {
        var values = new EnumMap<ContactField, Optional<Object>>(ContactField.class);
        values.put(ContactField.COMPANY_ID, Optional.of(contact.companyId()));
        values.put(ContactField.FIRST_NAME, Optional.of(contact.firstName()));
        values.put(ContactField.LAST_NAME, Optional.of(contact.lastName()));
        values.put(ContactField.EMAIL, Optional.ofNullable(contact.email()));
        values.put(ContactField.ACTIVE, Optional.of(contact.active() ? 1L : 0L));
        return contacts.create(values);
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
        var values = new EnumMap<DeviceField, Optional<Object>>(DeviceField.class);
        values.put(DeviceField.COMPANY_ID, Optional.of(device.companyId()));
        values.put(DeviceField.NAME, Optional.of(device.name()));
        values.put(DeviceField.REFERENCE, Optional.ofNullable(device.reference()));
        values.put(DeviceField.ACTIVE, Optional.of(device.active()));
        return devices.create(values);
    }

    private Company read(ResultSet rs, int n) throws SQLException {
        var manager = rs.getLong("manager_id");
        var looksAfter = rs.wasNull() ? null : manager;
        var classification = rs.getLong("classification_id");
        var classified = rs.wasNull() ? null : picklists.label(PicklistName.CLASSIFICATION, classification);
        return new Company(rs.getLong("id"), rs.getString("name"), classified, rs.getBoolean("active"), looksAfter);
    }
}
