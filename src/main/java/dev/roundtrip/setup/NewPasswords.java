package dev.roundtrip.setup;

import dev.roundtrip.people.PasswordHash;
import dev.roundtrip.people.People;
import dev.roundtrip.setup.SetupDocument.PersonEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The passwords of a document that the desk does not have yet. Found out and hashed before anything is written: looking at one password,
 * and hashing one, costs as long as a sign-in, and the store's one writer must not wait for that.
 *
 * @param changed paths of the entries whose people have another password
 * @param hashes by the path of the entry, also of people that are new; empty when nothing is to be kept
 */
record NewPasswords(Set<String> changed, Map<String, PasswordHash> hashes) {
    NewPasswords {
        changed = Set.copyOf(changed);
        hashes = Map.copyOf(hashes);
    }

    static NewPasswords of(SetupDocument document, People people, boolean dryRun) {
        var changed = new HashSet<String>();
        var hashes = new HashMap<String, PasswordHash>();
        for (var entry : document.all(PersonEntry.class)) {
            var password = entry.password();
            if (password == null) {
                continue;
            }
            var known = document.meant().of(people.named(entry.login()), people::withId);
            if (known.isPresent() && people.isPasswordOf(known.get().id(), password.text())) {
                continue;
            }
            if (known.isPresent()) {
                changed.add(entry.path());
            }
            if (!dryRun) {
                hashes.put(entry.path(), PasswordHash.of(password.text()));
            }
        }
        return new NewPasswords(changed, hashes);
    }
}
