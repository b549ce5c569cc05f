package dev.roundtrip.api;

import dev.roundtrip.directory.CompanyField;
import dev.roundtrip.directory.ContactField;
import dev.roundtrip.directory.DeviceField;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.directory.Records;
import dev.roundtrip.field.EntityRow;
import dev.roundtrip.field.Filter;
import dev.roundtrip.field.Page;
import dev.roundtrip.field.Query;
import dev.roundtrip.field.StoredField;
import dev.roundtrip.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@code Companies}, {@code Contacts} and {@code ConfigurationItems}.
 *
 * @param company the field that holds whose it is
 * @param forTied whether a program that is tied to companies may write it
 */
record ServedRecords<F extends Enum<F> & StoredField>(
        Entity entity,
        String path,
        Class<F> fields,
        F company,
        boolean forTied,
        Store store,
        References references,
        Records<F> records)
        implements Served.Writable<EntityRow<F>> {

    @Configuration(proxyBeanMethods = false)
    static class All {
        /** A program of a company does not make another one, nor change what its own is to the desk. */
        @Bean
        ServedRecords<CompanyField> companies(Store store, References references, Directory directory) {
            return new ServedRecords<>(
                    Entities.COMPANY,
                    "Companies",
                    CompanyField.class,
                    CompanyField.ID,
                    false,
                    store,
                    references,
                    directory.companyRecords());
        }

        @Bean
        ServedRecords<ContactField> contacts(Store store, References references, Directory directory) {
            return new ServedRecords<>(
                    Entities.CONTACT,
                    "Contacts",
                    ContactField.class,
                    ContactField.COMPANY_ID,
                    true,
                    store,
                    references,
                    directory.contactRecords());
        }

        @Bean
        ServedRecords<DeviceField> configurationItems(Store store, References references, Directory directory) {
            return new ServedRecords<>(
                    Entities.DEVICE,
                    "ConfigurationItems",
                    DeviceField.class,
                    DeviceField.COMPANY_ID,
                    true,
                    store,
                    references,
                    directory.deviceRecords());
        }
    }

    @Override
    public Page<EntityRow<F>> find(Query query) {
        return records.find(query);
    }

    @Override
    public long count(Filter where, Set<Long> companies) {
        return records.count(where, companies);
    }

    @Override
    public Optional<EntityRow<F>> one(long id, Caller caller) {
        return records.find(id).filter(row -> caller.maySee(row.number(company)));
    }

    @Override
    public long idOf(EntityRow<F> row) {
        return row.id();
    }

    @Override
    public List<String> besides() {
        return RowJson.NOT_OURS;
    }

    @Override
    public Map<String, @Nullable Object> item(EntityRow<F> row, IncludedFields included) {
        return RowJson.item(row, fields.getEnumConstants(), included);
    }

    @Override
    public boolean canCreate(Caller caller) {
        return forTied || caller.companies().isEmpty();
    }

    @Override
    public boolean canChange(Caller caller) {
        return canCreate(caller);
    }

    @Override
    public long create(Caller caller, Members body) {
        refuseTied(caller);
        var wanted = RowJson.wanted(body, entity, fields, false);
        caller.refuseOtherCompany(wanted.getOrDefault(company, Optional.empty()));
        return store.write(() -> {
            references.refuseInvisible(caller, wanted);
            return records.create(wanted);
        });
    }

    @Override
    public void change(Caller caller, long id, Members body, boolean whole) {
        refuseTied(caller);
        var wanted = RowJson.wanted(body, entity, fields, whole);
        caller.refuseOtherCompany(wanted.getOrDefault(company, Optional.empty()));
        store.write(() -> {
            references.refuseInvisible(caller, wanted);
            if (!records.change(id, row -> caller.maySee(row.number(company)), wanted)) {
                throw entity.none(id);
            }
            return id;
        });
    }

    private void refuseTied(Caller caller) {
        if (!canCreate(caller)) {
            throw ApiProblem.notAllowed(
                    "this API user is tied to companies, and cannot write a %s".formatted(entity.noun()));
        }
    }
}
