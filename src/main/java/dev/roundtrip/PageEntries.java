package dev.roundtrip;

import dev.roundtrip.setup.TypedEntries;
import dev.roundtrip.web.Entries;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives the pages what the room of the setup file knows. The two are doors side by side, and do not name each other. */
record PageEntries(TypedEntries typed) implements Entries {
    @Override
    public List<Written> all(String section) {
        return typed.all(section).stream().map(PageEntries::written).toList();
    }

    @Override
    public Optional<Written> one(String section, long id) {
        return typed.one(section, id).map(PageEntries::written);
    }

    private static Written written(TypedEntries.Written one) {
        return new Written(one.id(), one.name(), one.entry());
    }

    @Override
    public String file(boolean references) {
        return typed.file(references);
    }

    @Override
    public Optional<String> version(String section, long id) {
        return typed.version(section, id);
    }

    @Override
    public Outcome keep(String section, @Nullable Long id, String version, Map<String, ?> entry) {
        return outcome(typed.keep(section, id, version, entry));
    }

    @Override
    public Outcome activate(String section, long id) {
        return outcome(typed.activate(section, id));
    }

    @Override
    public Outcome deactivate(String section, long id) {
        return outcome(typed.deactivate(section, id));
    }

    @Override
    public Outcome copy(String section, long id, String name) {
        return outcome(typed.copy(section, id, name));
    }

    @Override
    public Outcome delete(String section, long id) {
        return outcome(typed.delete(section, id));
    }

    @Override
    public Draft callout(@Nullable Long id, Map<String, ?> entry) {
        var draft = typed.callout(id, entry);
        return new Draft(draft.callout(), draft.secrets(), mistakes(draft.mistakes()));
    }

    private static Outcome outcome(TypedEntries.Result result) {
        return switch (result) {
            case TypedEntries.Result.Kept(var id, var name, var warnings, var drawn) ->
                new Outcome.Kept(id, name, mistakes(warnings), drawn == null ? null : new Drawn(drawn.text()));
            case TypedEntries.Result.Refused(var told) -> new Outcome.Refused(mistakes(told));
            case TypedEntries.Result.Changed _ -> new Outcome.Changed();
            case TypedEntries.Result.Gone _ -> new Outcome.Gone();
        };
    }

    private static List<Mistake> mistakes(List<TypedEntries.Mistake> told) {
        return told.stream()
                .map(one -> new Mistake(one.setting(), one.message()))
                .toList();
    }
}
