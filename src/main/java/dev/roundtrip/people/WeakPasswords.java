package dev.roundtrip.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Passwords that anybody would try first: the common ones, what stands on the desk's own door plate, and both with a year or an
 * exclamation mark behind.
 */
public final class WeakPasswords {
    private static final Pattern TAIL = Pattern.compile("[\\p{Punct}\\d\\s]+$");
    private static final Pattern ONE_LETTER = Pattern.compile("(?s)(.)\\1*");
    private static final Set<String> COMMON = common();

    private WeakPasswords() {}

    /**
     * What is wrong with it, in words that go on where "password" ends and do not repeat it.
     *
     * @param own words that everybody at this desk knows: the login, the desk's and the companies' names
     */
    public static Optional<String> fault(String password, Collection<String> own) {
        if (Passwords.isTooLong(password)) {
            return Optional.of("is longer than " + Passwords.MOST_CHARACTERS + " characters");
        }
        if (!Passwords.isText(password)) {
            return Optional.of("holds half a character");
        }
        var lower = password.toLowerCase(Locale.ROOT);
        var stem = TAIL.matcher(lower).replaceFirst("");
        if (COMMON.contains(lower)
                || COMMON.contains(stem)
                || ONE_LETTER.matcher(lower).matches()) {
            return Optional.of(
                    "is one of those that are guessed first; take several words, or what a password manager makes");
        }
        for (var word : own) {
            var known = word.toLowerCase(Locale.ROOT);
            if (lower.equals(known)
                    || (!stem.isEmpty() && stem.equals(TAIL.matcher(known).replaceFirst("")))) {
                return Optional.of(
                        "is the name of somebody or something at this desk, and guessed first; take several words");
            }
        }
        return Optional.empty();
    }

    private static Set<String> common() {
        try (var list = WeakPasswords.class.getResourceAsStream("common-passwords.txt")) {
            if (list == null) {
                throw new IllegalStateException("common-passwords.txt is missing from the program");
            }
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
