package dev.roundtrip.people;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who works at the desk; the API calls it a resource.
 *
 * @param id 0 before it is stored
 * @param login unique without case
 * @param language {@code en}, {@code de}, or null for the desk's
 * @param active an inactive person cannot sign in and keeps its name in history
 */
public record Person(
        long id,
        String login,
        String name,
        @Nullable String email,
        Role role,
        @Nullable String language,
        boolean active) {
    public Person {
        login = login.strip();
        if (login.isEmpty() || login.length() > 200) {
            throw new IllegalArgumentException("login \"" + login + "\": 1 to 200 characters");
        }
        if (name.isBlank() || name.length() > 200) {
            throw new IllegalArgumentException("name of \"" + login + "\": 1 to 200 characters");
        }
        if (language != null && !language.equals("en") && !language.equals("de")) {
            throw new IllegalArgumentException("language \"" + language + "\" of \"" + login + "\": en or de");
        }
    }

    static String keyOf(String login) {
        return login.strip().toLowerCase(Locale.ROOT);
    }
}
