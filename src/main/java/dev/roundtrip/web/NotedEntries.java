package dev.roundtrip.web;

import dev.roundtrip.people.SecurityEvent.What;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** The desk's entries for pages: what a page changes of them stands in the security log. */
@Component
@Primary
final class NotedEntries implements Entries {
    private static final String PEOPLE = "people";

    private final Entries entries;
    private final SecurityNotes notes;

    NotedEntries(Entries entries, SecurityNotes notes) {
        this.entries = entries;
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
        var outcome =
                noted(id == null ? What.CREATED : What.CHANGED, section, entries.keep(section, id, version, entry));
        if (outcome instanceof Outcome.Kept kept && section.equals(PEOPLE)) {
            notePerson(before.orElse(null), kept, entry);
        }
        return outcome;
    }

    /** What makes somebody else out of an account stands for itself. */
    private void notePerson(@Nullable Written before, Outcome.Kept kept, Map<String, ?> entry) {
        if (entry.get("password") != null) {
            notes.note(What.PASSWORD_SET, PEOPLE, kept.name());
        }
        var role = entry.get("role");
        if (before != null && role != null && !before.text("role").equals(role)) {
            notes.note(What.ROLE_CHANGED, PEOPLE, kept.name() + ": " + before.text("role") + " → " + role);
        }
    }

    @Override
    public Outcome activate(String section, long id) {
        return noted(What.ACTIVATED, section, entries.activate(section, id));
    }

    @Override
    public Outcome deactivate(String section, long id) {
        return noted(What.DEACTIVATED, section, entries.deactivate(section, id));
    }

    @Override
    public Outcome copy(String section, long id, String name) {
        return noted(What.COPIED, section, entries.copy(section, id, name));
    }

    @Override
    public Outcome delete(String section, long id) {
        return noted(What.DELETED, section, entries.delete(section, id));
    }

    @Override
    public Draft callout(@Nullable Long id, Map<String, ?> entry) {
        return entries.callout(id, entry);
    }

    private Outcome noted(What what, String section, Outcome outcome) {
        if (outcome instanceof Outcome.Kept kept) {
            notes.note(what, section, kept.name());
        }
        return outcome;
    }
}
