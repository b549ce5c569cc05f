package dev.roundtrip;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The map of docs/architecture.md, walked. */
class MapTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.roundtrip");

    /** @param mayName the rooms it may name besides itself */
    record Room(String name, List<String> mayName, String because) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Room room(String name, String mayName, String because) {
        return new Room(name, List.of(mayName.split(" ")), because);
    }

    private static Stream<Room> rooms() {
        var below =
                "store field settings template outbound oidc directory people ticket delivery notify callout rule trouble watch";
        var doors = "a door leads into the house, not into another door";
        return Stream.of(
                room("store", "", "everything stands on it"),
                room("settings", "store", "it is read before anything is built"),
                room("template", "", "a text with places does not know whose values fill them"),
                room("outbound", "", "the way out does not know who goes it"),
                room(
                        "oidc",
                        "settings outbound",
                        "whom a provider means is judged before it is known who that is here"),
                room("field", "store", "what a field is does not hang on what has it"),
                room("directory", "store field", "companies and devices know no tickets"),
                room("people", "store field", "people and programs are there before any ticket"),
                room(
                        "ticket",
                        "store field directory people",
                        "a ticket does not know that rules exist: it tells its listener"),
                room("delivery", "store", "it carries what was promised and does not know what that is"),
                room(
                        "notify",
                        "store field settings template outbound directory people ticket delivery",
                        "what people are told, and by what way, is the same whoever tells it"),
                room(
                        "callout",
                        "store field template outbound directory people ticket delivery notify",
                        "a callout does not know who fires it"),
                room(
                        "rule",
                        "store field template directory people ticket notify callout",
                        "what a rule sets off is a callout's to promise"),
                room(
                        "trouble",
                        "store directory people ticket delivery notify callout",
                        "who hears of a callout that fails is no matter of the callout, nor of the way to people"),
                room(
                        "watch",
                        "store directory people delivery notify callout",
                        "whether the desk is well is told from outside of what is looked at"),
                room("api", below, doors),
                room("web", below, doors),
                room("setup", below, doors),
                room("cli", below, doors),
                room("practice", below, doors));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomNamesOnlyTheFloorsBelow(Room room) {
        var open = Stream.concat(Stream.of(room.name()), room.mayName().stream())
                .filter(name -> !name.isEmpty())
                .map(name -> "dev.roundtrip." + name + "..")
                .toArray(String[]::new);

        classes()
                .that()
                .resideInAPackage("dev.roundtrip." + room.name() + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(open).or(not(resideInAPackage("dev.roundtrip.."))))
                .because(room.because())
                .check(HOUSE);
    }

    @Test
    void rowsAreReadAsAList() {
        noClasses()
                .should()
                .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
                .because("a stream that nobody closes keeps its connection, and a desk has ten of them at most")
                .check(HOUSE);
    }

    @Test
    void everyRoomIsOnTheMap() {
        var built = HOUSE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("dev.roundtrip."))
                .map(name -> name.split("\\.", -1)[2])
                .collect(Collectors.toSet());

        assertThat(rooms().map(Room::name)).containsExactlyInAnyOrderElementsOf(built);
    }
}
