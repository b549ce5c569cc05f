package dev.roundtrip.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.setup.SentJson.Pointed;
import dev.roundtrip.setup.TypedEntries.Mistake;
import dev.roundtrip.setup.TypedEntries.Result;
import dev.roundtrip.testing.TestDatabase;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TypedEntriesTest {
    private final SetDesk desk = SetDesk.on(TestDatabase.SQLITE);
    private final TypedEntries entries = new TypedEntries(desk.sections);

    @AfterEach
    void close() {
        desk.close();
    }

    private static Map<String, Object> callout(String name, String url) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("name", name);
        entry.put("url", url);
        return entry;
    }

    @Test
    void takesWhatWasTypedLetterByLetter() {
        var entry = callout("Close", "https://a.example/");
        entry.put("headers", Map.of("X-Note", "costs ${env:HOME} and $${"));

        assertThat(entries.keep("callouts", null, "", entry)).isInstanceOf(Result.Kept.class);
        assertThat(desk.house.callouts().named("Close").orElseThrow().headers())
                .containsEntry("X-Note", "costs ${env:HOME} and $${");
    }

    @Test
    void tellsMistakesByTheirSettings() {
        var entry = callout("", "https://a.example/");
        entry.put("retry", Map.of("every", "soon"));
        entry.put("auth", Map.of("basic", Map.of("password", "x")));

        assertThat(entries.keep("callouts", null, "", entry))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.mistakes())
                                .contains(new Mistake("name", "is empty"))
                                .extracting(Mistake::setting)
                                .contains("retry.every", "auth.basic"));
        assertThat(entries.callout(null, entry).callout()).isNull();
        assertThat(TypedEntries.mistake(new Pointed("/sign/secrets/0", "sign.secrets[0]: is missing")))
                .isEqualTo(new Mistake("sign.secrets[0]", "is missing"));
        assertThat(TypedEntries.mistake(new Pointed("/auth/basic", "auth.basic.password: holds a line break")))
                .isEqualTo(new Mistake("auth.basic.password", "holds a line break"));
        assertThat(TypedEntries.mistake(new Pointed("", "body, content-type: format custom needs both")))
                .isEqualTo(new Mistake("", "body, content-type: format custom needs both"));
    }

    @Test
    void whoHasSeenAnotherVersionIsToldSo() {
        entries.keep("callouts", null, "", callout("Close", "https://a.example/"));
        var id = desk.house.callouts().named("Close").orElseThrow().id();
        var seen = entries.version("callouts", id).orElseThrow();

        assertThat(entries.keep("callouts", id, seen, callout("Close", "https://b.example/")))
                .isInstanceOf(Result.Kept.class);
        assertThat(entries.keep("callouts", id, seen, callout("Close", "https://c.example/")))
                .isEqualTo(new Result.Changed());
        assertThat(entries.keep("callouts", 99L, seen, callout("Close", "https://c.example/")))
                .isEqualTo(new Result.Gone());
        assertThat(entries.version("callouts", 99)).isEmpty();
    }

    @Test
    void aDraftIsCheckedAsWhatIsKeptAndChangesNothing() {
        var entry = callout("Close", "https://10.0.0.1/{{ticket.titel}}");

        var draft = entries.callout(null, entry);

        assertThat(draft.callout()).isNotNull();
        assertThat(draft.mistakes()).extracting(Mistake::setting).contains("url");
        assertThat(desk.house.callouts().all()).isEmpty();
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        desk.apply("""
                callouts: [ { name: Close, url: "https://a.example/" } ]
                rules: [ { name: Done, when: [ edited ], then: [ { callout: Close } ] } ]
                """);
        var id = desk.house.callouts().named("Close").orElseThrow().id();

        assertThat(entries.delete("callouts", id)).isInstanceOf(Result.Refused.class);
        assertThat(entries.copy("callouts", id, "close")).isInstanceOf(Result.Refused.class);
        assertThat(entries.copy("callouts", id, "Other")).isInstanceOf(Result.Kept.class);
        assertThat(entries.deactivate("callouts", id)).isInstanceOf(Result.Kept.class);
        assertThat(entries.activate("callouts", 99)).isEqualTo(new Result.Gone());
    }
}
