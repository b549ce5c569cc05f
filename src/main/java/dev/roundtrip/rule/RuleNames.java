package dev.roundtrip.rule;

import dev.roundtrip.directory.Company;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.field.UserField;
import dev.roundtrip.people.ApiUser;
import dev.roundtrip.people.ApiUsers;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.ticket.UserFields;
import java.util.List;
import java.util.Optional;

/** Everything that a rule holds by number and people call by name. */
public interface RuleNames {
    /** Active and inactive. */
    List<UserField> userFields();

    /** In their order, inactive ones too. */
    List<PicklistValue> picklist(PicklistName list);

    Named companies();

    /** By login. */
    Named people();

    /** By login. */
    Named apiUsers();

    Named callouts();

    /** Those of the desk. One that is gone has its name still, and is not active. */
    Named channels();

    /** The names of the desk as it is at each question. */
    static RuleNames of(
            UserFields userFields,
            Picklists picklists,
            Directory directory,
            People people,
            ApiUsers apiUsers,
            Named callouts,
            Named channels) {
        return new RuleNames() {
            @Override
            public List<UserField> userFields() {
                return userFields.all();
            }

            @Override
            public List<PicklistValue> picklist(PicklistName list) {
                return picklists.values(list);
            }

            @Override
            public Named companies() {
                return new Named() {
                    // There may be many thousands: those that are asked for are looked up.
                    @Override
                    public Optional<Long> id(String name) {
                        return directory.companyNamed(name).map(Company::id);
                    }

                    @Override
                    public Optional<String> name(long id) {
                        return directory.company(id).map(Company::name);
                    }

                    @Override
                    public boolean isActive(long id) {
                        return directory.company(id).filter(Company::active).isPresent();
                    }

                    @Override
                    public List<String> names() {
                        return directory.companies().stream().map(Company::name).toList();
                    }
                };
            }

            @Override
            public Named people() {
                return Named.of(people::all, Person::id, Person::login, Person::active);
            }

            @Override
            public Named apiUsers() {
                return Named.of(apiUsers::all, ApiUser::id, ApiUser::login, ApiUser::active);
            }

            @Override
            public Named callouts() {
                return callouts;
            }

            @Override
            public Named channels() {
                return channels;
            }
        };
    }
}
