package dev.roundtrip.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;

/** What the settings show of a section of the setup file in a list, and change by a form. */
interface SettingsKind {
    /** Of the setup file: {@code fields}, {@code picklists/queue}. */
    String section();

    /** Where its forms are: {@code /settings/fields}. */
    String address();

    /** Which of the tabs it is under: {@code fields}. */
    String tab();

    /** What one is called in the keys of its texts: {@code field}. */
    String word();

    /** Where its list is. */
    default String list() {
        return "/settings/" + tab();
    }

    /** Whether administrators alone may see it; all others may change it. */
    default boolean isForAdministrators() {
        return false;
    }

    /** @param id null for a new one */
    List<EntryField> fields(@Nullable Long id, Words words);

    /** What a new one is until somebody says otherwise. */
    default Map<String, Object> fresh() {
        return Map.of("active", true);
    }

    /** Where the form of that one is; of a new one for null. */
    default String address(@Nullable Long id) {
        return address() + "/" + (id == null ? "new" : id);
    }

    /** Whether there can be more of it than one. */
    default boolean hasSeveral() {
        return true;
    }

    /** The entry as its form has it. */
    default Map<String, ?> shown(Map<String, ?> entry, Words words) {
        return entry;
    }

    /** By field: that a secret is kept for it. */
    default Map<String, String> stored(long id, Words words) {
        return Map.of();
    }

    /** What stands above the form of that one. */
    default String title(Entries.Written one, Words words) {
        return one.name();
    }

    /** Adds what the page of the form shows besides. */
    default void show(@Nullable Long id, Typed typed, FormMistakes mistakes, Words words, Model model) {}

    /** What keeps it from being switched off by the one who asks; null when nothing does. */
    default @Nullable String keptActive(long id, Words words) {
        return null;
    }

    /** Tells what the section itself does not know. */
    default void check(@Nullable Long id, Typed typed, FormMistakes mistakes, Words words) {}
}
