package dev.roundtrip.web;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What the rooms say in English, and the key under which a page says the same in the reader's language. The first that fits says it. */
record KnownMistakes(List<Known> all) {
    KnownMistakes {
        all = List.copyOf(all);
    }

    /** @param english fits the whole of it; its groups are the text's values */
    record Known(Pattern english, String key) {}

    static Known known(String english, String key) {
        return new Known(Pattern.compile(english, Pattern.DOTALL), key);
    }

    /** Empty for one that is not known. */
    Optional<String> say(String message, Words words) {
        for (var known : all) {
            var found = known.english().matcher(message);
            if (found.matches()) {
                return Optional.of(words.say(known.key(), values(found)));
            }
        }
        return Optional.empty();
    }

    private static Object[] values(MatchResult found) {
        return IntStream.rangeClosed(1, found.groupCount())
                .mapToObj(group -> found.group(group) == null ? "" : found.group(group))
                .toArray();
    }
}
