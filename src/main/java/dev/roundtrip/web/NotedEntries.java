package dev.roundtrip.web;

import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.web.SecurityNotes.Note;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The desk's entries for pages: what a page changes of them stands in the security log, from the same write on. */
@Component
final class NotedEntries implements Entries {
    private static final String PEOPLE = "people";

    private final UnnotedEntries unnoted;
    private final Entries entries;
    private final SecurityNotes notes;

    NotedEntries(UnnotedEntries unnoted, SecurityNotes notes) {
        this.unnoted = unnoted;
        this.entries = unnoted.witnessed(_ -> {});
        this.notes = notes;
    }

    @Override
    public List<Written> all(String section) {
        return entries.all(section);
    }

    @Override
    public Optional<Written> one(String section, long id) {
        return entries.one(section, id);
    }

    @Override
    public String file(boolean references) {
        var file = entries.file(references);
        notes.note(What.SETUP_EXPORTED);
        return file;
    }

    @Override
    public Optional<String> version(String section, long id) {
        return entries.version(section, id);
    }

    @Override
    public Outcome keep(String section, @Nullable Long id, String version, Map<String, ?> entry) {
        var before = id != null && section.equals(PEOPLE) ? entries.one(section, id) : Optional.<Written>empty();
        var noting = notes.noting();
        return unnoted.witnessed(name -> {
                    noting.accept(new Note(id == null ? What.CREATED : What.CHANGED, section, name));
                    if (section.equals(PEOPLE)) {
                        notePerson(before.orElse(null), name, entry, noting);
                    }
                })
                .keep(section, id, version, entry);
    }

    /** What makes somebody else out of an account stands for itself. */
    private static void notePerson(@Nullable Written before, String name, Map<String, ?> entry, Consumer<Note> noting) {
        if (entry.get("password") != null) {
            noting.accept(new Note(What.PASSWORD_SET, PEOPLE, name));
        }
        var role = entry.get("role");
        if (before != null && role != null && !before.text("role").equals(role)) {
            noting.accept(new Note(What.ROLE_CHANGED, PEOPLE, name + ": " + before.text("role") + " → " + role));
        }
    }

    @Override
    public Outcome activate(String section, long id) {
        return noted(What.ACTIVATED, section).activate(section, id);
    }

    @Override
    public Outcome deactivate(String section, long id) {
        return noted(What.DEACTIVATED, section).deactivate(section, id);
    }

    @Override
    public Outcome copy(String section, long id, String name) {
        return noted(What.COPIED, section).copy(section, id, name);
    }

    @Override
    public Outcome delete(String section, long id) {
        return noted(What.DELETED, section).delete(section, id);
    }

    private Entries noted(What what, String section) {
        var noting = notes.noting();
        return unnoted.witnessed(name -> noting.accept(new Note(what, section, name)));
    }

    @Override
    public Draft callout(@Nullable Long id, Map<String, ?> entry) {
        return entries.callout(id, entry);
    }
}
