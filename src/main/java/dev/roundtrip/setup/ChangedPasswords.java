package dev.roundtrip.setup;

import dev.roundtrip.people.People;
import java.util.HashSet;
import java.util.Set;

/**
 * Which people of a document have another password than the file says. Found out before anything is written: looking at one password
 * costs as long as a sign-in, and the store's one writer must not wait for that.
 *
 * @param paths of their entries
 */
record ChangedPasswords(Set<String> paths) {
    ChangedPasswords {
        paths = Set.copyOf(paths);
    }

    static ChangedPasswords of(SetupDocument document, People people) {
        var changed = new HashSet<String>();
        for (var entry : document.people()) {
            var password = entry.password();
            if (password != null) {
                people.named(entry.login())
                        .filter(person -> !people.isPasswordOf(person.id(), password.text()))
                        .ifPresent(person -> changed.add(entry.path()));
            }
        }
        return new ChangedPasswords(changed);
    }
}
