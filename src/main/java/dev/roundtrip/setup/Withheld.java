package dev.roundtrip.setup;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is written in the place of secrets, which no desk tells: nothing, so that those that are there stay; or the variable that each is to be
 * read from where the file is applied.
 */
final class Withheld {
    private final boolean named;
    private final Set<String> names = new HashSet<>();

    private Withheld(boolean named) {
        this.named = named;
    }

    static Withheld leftOut() {
        return new Withheld(false);
    }

    /** For one file: no two secrets get the same variable. */
    static Withheld asVariables() {
        return new Withheld(true);
    }

    boolean areNamed() {
        return named;
    }

    /**
     * {@code ${env:TOKEN_OF_CI}}; empty where secrets are left out.
     *
     * @param what the secret is: {@code token}
     * @param owner whose it is: {@code ci}
     */
    Optional<String> secret(String what, String owner) {
        if (!named) {
            return Optional.empty();
        }
        var name = variable(what) + "_OF_" + variable(owner);
        var free = name;
        for (int n = 2; !names.add(free); n++) {
            free = name + "_" + n;
        }
        return Optional.of(new Reference(Reference.Kind.ENV, free).toString());
    }

    private static String variable(String words) {
        return words.strip().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    }
}
