package dev.roundtrip.web;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The desk entry by entry, in the words of its setup file: by them forms are checked and kept, so that a page knows no rule that the file
 * and the API do not know. Texts are taken as they were typed.
 */
public interface Entries {
    /** The section of extension callouts. */
    String CALLOUTS = "callouts";
    /** The section of workflow rules. */
    String RULES = "rules";

    /**
     * Something that is wrong.
     *
     * @param setting by its keys: {@code retry.every}, {@code sign.secrets[0]}; empty for the whole
     */
    record Mistake(String setting, String message) {}

    /** A secret that the desk drew for somebody, to be shown once. */
    record Drawn(String text) {
        @Override
        public String toString() {
            return "drawn";
        }
    }

    /** One as the file has it, without secrets. */
    record Written(long id, String name, Map<String, @Nullable Object> entry) {
        /** Empty where it is left out. */
        String text(String key) {
            var value = entry.get(key);
            return value == null ? "" : value.toString();
        }

        boolean isActive() {
            return Boolean.TRUE.equals(entry.get("active"));
        }
    }

    /** What became of it. */
    sealed interface Outcome {
        /**
         * @param warnings what a person should look at though it was kept
         * @param drawn the secret that a new one came without; nobody can read it again
         */
        record Kept(
                long id,
                String name,
                List<Mistake> warnings,
                @Nullable Drawn drawn) implements Outcome {}

        /** Nothing was. */
        record Refused(List<Mistake> mistakes) implements Outcome {}

        /** Somebody else changed it since it was seen. */
        record Changed() implements Outcome {}

        /** There is none of that id. */
        record Gone() implements Outcome {}
    }

    /**
     * What a callout would be.
     *
     * @param callout null when it cannot be one
     * @param secrets those that were typed
     */
    record Draft(@Nullable Callout callout, Secrets secrets, List<Mistake> mistakes) {}

    /** All of a section, in the order of the file. */
    List<Written> all(String section);

    /** Empty when there is none of that id. */
    Optional<Written> one(String section, long id);

    /**
     * The whole desk as its setup file.
     *
     * @param references whether each secret is named as a variable, and not left out
     */
    String file(boolean references);

    /** Another one whenever the entry is another; empty when there is none of that id. */
    Optional<String> version(String section, long id);

    /**
     * @param id null for a new one
     * @param version that was seen of the one of that id
     */
    Outcome keep(String section, @Nullable Long id, String version, Map<String, ?> entry);

    Outcome activate(String section, long id);

    Outcome deactivate(String section, long id);

    /** The same under that name, inactive. */
    Outcome copy(String section, long id, String name);

    Outcome delete(String section, long id);

    /** Reads and checks the entry of a callout, and keeps nothing. */
    Draft callout(@Nullable Long id, Map<String, ?> entry);
}
