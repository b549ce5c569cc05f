package dev.roundtrip.rule;

import dev.roundtrip.directory.Company;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.directory.DeskSettings;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.UserField;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * The desk's configuration at one revision, for deciding about many changes without asking the store each time. What may be
 * large (companies) or belongs to others (callouts) is looked up at the first question and remembered as long as the revision
 * holds: each change of either makes a new one.
 */
final class DeskFacts implements Facts {
    private final DeskSettings desk;
    private final Map<Long, UserField> userFields;
    private final Map<PicklistName, Map<Long, PicklistValue>> picklists;
    private final Directory directory;
    private final RuleNames names;
    private final Map<Long, Optional<Company>> companies = new ConcurrentHashMap<>();
    private final Map<Long, Optional<String>> callouts = new ConcurrentHashMap<>();
    private final Map<Long, List<String>> defects = new ConcurrentHashMap<>();

    DeskFacts(Desk desk, Directory directory, RuleNames names) {
        this.desk = desk.settings();
        this.userFields =
                names.userFields().stream().collect(Collectors.toUnmodifiableMap(UserField::id, Function.identity()));
        this.picklists = Arrays.stream(PicklistName.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        list -> names.picklist(list).stream()
                                .collect(Collectors.toUnmodifiableMap(PicklistValue::number, Function.identity())),
                        (a, b) -> a,
                        () -> new EnumMap<>(PicklistName.class)));
        this.directory = directory;
        this.names = names;
    }

    @Override
    public DeskSettings desk() {
        return desk;
    }

    @Override
    public Optional<UserField> userField(long id) {
        return Optional.ofNullable(userFields.get(id));
    }

    @Override
    public Optional<PicklistValue> picklistValue(PicklistName list, long number) {
        return Optional.ofNullable(picklists.getOrDefault(list, Map.of()).get(number));
    }

    @Override
    public Optional<String> calloutName(long id) {
        return remembered(callouts, id, names.callouts()::name);
    }

    @Override
    public Optional<String> classificationOf(long companyId) {
        return company(companyId).map(Company::classification);
    }

    @Override
    public Optional<String> nameOf(String entity, long id) {
        return switch (entity) {
            case "Company" -> company(id).map(Company::name);
            case "Resource" -> names.people().name(id);
            case "Contact" -> directory.contact(id).map(contact -> contact.firstName() + " " + contact.lastName());
            case "ConfigurationItem" -> directory.device(id).map(device -> device.name());
            default -> Optional.empty();
        };
    }

    /** Found once: what a rule says and what it names are both of this revision. */
    @Override
    public List<String> defectsOf(Rule rule) {
        return remembered(defects, rule.id(), id -> Defects.of(rule, this));
    }

    private Optional<Company> company(long id) {
        return remembered(companies, id, directory::company);
    }

    /** Not computeIfAbsent: nobody shall wait for another's query. */
    private static <T> T remembered(Map<Long, T> known, long id, LongFunction<T> load) {
        var found = known.get(id);
        if (found == null) {
            found = load.apply(id);
            known.put(id, found);
        }
        return found;
    }
}
