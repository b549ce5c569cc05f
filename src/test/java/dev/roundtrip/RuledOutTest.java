package dev.roundtrip;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the desk does without, so that nothing of it can go wrong. */
class RuledOutTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.roundtrip");

    @Test
    void noRoomStartsAProcess() {
        noClasses()
                .should()
                .dependOnClassesThat(assignableTo(ProcessBuilder.class).or(assignableTo(Process.class)))
                .check(HOUSE);
    }

    /** Whether a body is XML is looked at by a reader that takes neither document types nor entities. */
    @Test
    void noRoomMakesADocumentOfXmlOrAsksADirectory() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "javax.xml.parsers..",
                        "javax.xml.transform..",
                        "javax.xml.xpath..",
                        "org.w3c.dom..",
                        "org.xml.sax..",
                        "javax.naming.."))
                .check(HOUSE);
    }

    @Test
    void noRoomMakesObjectsOfBytesOrCodeOfText() {
        noClasses()
                .should()
                .dependOnClassesThat(assignableTo(ObjectInputStream.class)
                        .or(resideInAnyPackage("javax.script..", "org.springframework.expression..")))
                .check(HOUSE);
    }

    /** Where what is guessed does no harm {@code ThreadLocalRandom} is good enough. */
    @Test
    void noRoomDrawsFromAGuessableSource() {
        noClasses()
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(Random.class, long.class)
                .check(HOUSE);
    }

    @Test
    void noPasswordIsShownWhileItIsTyped() throws java.io.IOException {
        var input = Pattern.compile("<input[^>]*(name|th:field)=\"[^\"]*[pP]assword[^\"]*\"[^>]*>");
        try (var files = java.nio.file.Files.walk(java.nio.file.Path.of("src/main/resources/templates"))) {
            var fields = files.filter(file -> file.toString().endsWith(".html"))
                    .flatMap(file -> input.matcher(read(file)).results())
                    .map(java.util.regex.MatchResult::group)
                    .toList();
            org.assertj.core.api.Assertions.assertThat(fields)
                    .isNotEmpty()
                    .allMatch(field -> field.contains("type=\"password\"") && field.contains("autocomplete=\""));
        }
    }

    private static String read(java.nio.file.Path file) {
        try {
            return java.nio.file.Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
