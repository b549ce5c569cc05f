package dev.roundtrip.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.field.FieldsRefused;
import dev.roundtrip.field.UserField;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class UserFieldsTest {
    private static final SharedStores STORES = new SharedStores();

    private final Store store;
    private final UserFields fields;

    UserFieldsTest(TestDatabase database) {
        store = STORES.on(database);
        fields = new UserFields(store);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void none() {
        store.write(() -> {
            store.jdbc().sql("delete from user_field").update();
            store.revision().bump();
            return null;
        });
    }

    private static UserField text(String name) {
        return new UserField(0, name, UserField.Type.TEXT, List.of(), null, null, true);
    }

    private static UserField like(UserField field, String name, boolean active) {
        return new UserField(
                field.id(), name, field.type(), field.choices(), field.defaultValue(), field.description(), active);
    }

    private static UserField of(
            UserField.Type type, List<String> choices, @Nullable String byDefault, @Nullable String about) {
        return new UserField(0, "Field of " + type.word() + " \ud83d\udd25'\"", type, choices, byDefault, about, true);
    }

    @Test
    void everyColumnIsGivenBackAsItWas() {
        for (var wanted : List.of(
                of(UserField.Type.LIST, List.of("a,b", "\"c\"", "\u00e4 \ud83d\udd25", "[]"), "a,b", "two\r\nlines"),
                of(UserField.Type.TEXT, List.of(), null, null),
                of(UserField.Type.MULTI_LINE_TEXT, List.of(), "two\r\nlines", ""),
                of(UserField.Type.NUMBER, List.of(), "2.5", null),
                of(UserField.Type.DATE, List.of(), "2026-11-25", null))) {
            var kept = fields.add(wanted);

            assertThat(kept)
                    .isEqualTo(new UserField(
                            kept.id(),
                            wanted.name(),
                            wanted.type(),
                            wanted.choices(),
                            wanted.defaultValue(),
                            wanted.description(),
                            true));
            assertThat(new UserFields(store).withId(kept.id())).contains(kept);
        }
        assertThat(fields.all())
                .extracting(UserField::type)
                .containsExactly(
                        UserField.Type.LIST,
                        UserField.Type.TEXT,
                        UserField.Type.MULTI_LINE_TEXT,
                        UserField.Type.NUMBER,
                        UserField.Type.DATE);
    }

    /** More often than there are connections: each is given back. */
    @Test
    void areReadAnewAfterEachChange() {
        for (int i = 1; i <= 12; i++) {
            fields.add(text("Field " + i));

            assertThat(fields.all()).hasSize(i);
        }
    }

    @Test
    void areFoundWithoutCase() {
        var field = fields.add(text(" Gr\u00f6\u00dfe "));

        assertThat(field.name()).isEqualTo("Gr\u00f6\u00dfe");
        assertThat(fields.named("gR\u00d6\u00dfe ")).contains(field);
        assertThat(fields.named("Gr\u00f6sse")).isEmpty();
        assertThat(fields.withId(-1)).isEmpty();
    }

    @Test
    void oneThatIsThereAlreadyIsNotMadeAnew() {
        var first = fields.add(text("AlertID"));

        assertThat(fields.add(new UserField(0, "ALERTID", UserField.Type.NUMBER, List.of(), null, null, true)))
                .isEqualTo(first);
        assertThat(fields.all()).containsExactly(first);
    }

    @Test
    void isMadeOnceByManyAtOnce() throws InterruptedException {
        var made = new ConcurrentLinkedQueue<UserField>();

        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 16; i++) {
            var name = i % 2 == 0 ? "AlertID" : "alertid";
            threads.add(Thread.ofVirtual().start(() -> made.add(fields.add(text(name)))));
        }
        for (var thread : threads) {
            thread.join();
        }

        assertThat(made).hasSize(16).containsOnly(fields.named("AlertID").orElseThrow());
    }

    @Test
    void changesAllButTheType() {
        var field =
                fields.add(new UserField(0, "Severity", UserField.Type.LIST, List.of("a", "b"), "a", "how bad", true));

        fields.change(new UserField(field.id(), "SEVERITY", UserField.Type.LIST, List.of("b", "c"), null, null, false));

        assertThat(fields.all())
                .containsExactly(new UserField(
                        field.id(), "SEVERITY", UserField.Type.LIST, List.of("b", "c"), null, null, false));
        assertThat(fields.active()).isEmpty();
        assertThatThrownBy(() -> fields.change(
                        new UserField(field.id(), "Severity", UserField.Type.TEXT, List.of(), null, null, true)))
                .isInstanceOf(FieldsRefused.class)
                .hasMessage("field \"SEVERITY\" is of type list and holds such values; its type cannot become text");
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        fields.add(text("AlertID"));
        var other = fields.add(text("HostID"));

        assertThatThrownBy(() -> fields.change(like(other, "alertid", true)))
                .isInstanceOf(FieldsRefused.class)
                .hasMessage("there is a field \"AlertID\" already; choose another name");

        assertThat(fields.withId(other.id())).contains(other);
    }

    @Test
    void onlySoManyAreActive() {
        store.write(() -> {
            for (int i = 1; i <= UserField.MOST_ACTIVE; i++) {
                fields.add(text("Field " + i));
            }
            return null;
        });
        var tooMany =
                "field \"One more\": 300 fields are active already, which is the most; make another one inactive first";

        assertThatThrownBy(() -> fields.add(text("One more")))
                .isInstanceOf(FieldsRefused.class)
                .hasMessage(tooMany);
        var inactive = fields.add(like(text("One more"), "One more", false));
        assertThatThrownBy(() -> fields.change(like(inactive, "One more", true)))
                .hasMessage(tooMany);

        var first = fields.named("Field 1").orElseThrow();
        fields.change(like(first, "Field one", true));
        fields.change(like(first, "Field one", false));
        fields.change(like(inactive, "One more", true));
        assertThat(fields.active()).hasSize(UserField.MOST_ACTIVE);
    }

    @Test
    void refusesFieldsThatMakeNoSense() {
        for (var name : List.of("", " ", "x".repeat(101), "two\nlines", "{{x}}", "a}")) {
            assertThatThrownBy(() -> text(name))
                    .hasMessage("field name \"%s\": 1 to 100 characters, no line breaks and no braces", name.strip());
        }
        assertThatThrownBy(() -> of(UserField.Type.LIST, List.of(), null, null))
                .hasMessageEndingWith("a list needs at least one value");
        assertThatThrownBy(() -> of(UserField.Type.TEXT, List.of("a"), null, null))
                .hasMessageEndingWith("only a list has values");
        assertThatThrownBy(() -> UserField.Type.of("colour"))
                .hasMessage("field type \"colour\": use text, multi-line-text, number, date or list");
    }
}
