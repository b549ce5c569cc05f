package dev.roundtrip.people;

import org.jspecify.annotations.Nullable;

/**
 * Who did something, as history keeps it: by name, so that it can still be read when the one behind it is gone.
 *
 * @param id the person's, API user's, token's, contact's or rule's id; 0 for the desk itself
 */
public record Actor(Kind kind, long id, String name) {

    /** How history spells the kinds. */
    public enum Kind {
        PERSON("person"),
        API_USER("api-user"),
        /** as the security log names it; tickets know it as an API user without an id */
        TOKEN("token"),
        CONTACT("contact"),
        RULE("rule"),
        DESK("desk");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static Kind of(String word) {
            for (var kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("actor kind \"" + word + "\"");
        }
    }

    /** The desk itself: the clock, a start, a clean-up. */
    public static final Actor DESK = new Actor(Kind.DESK, 0, "Roundtrip");

    public static Actor person(long id, String name) {
        return new Actor(Kind.PERSON, id, name);
    }

    public static Actor apiUser(long id, String name) {
        return new Actor(Kind.API_USER, id, name);
    }

    public static Actor token(long id, String name) {
        return new Actor(Kind.TOKEN, id, name);
    }

    public static Actor rule(long id, String name) {
        return new Actor(Kind.RULE, id, name);
    }

    /** The id where it names a person, as the API's creatorResourceID wants it. */
    public @Nullable Long personId() {
        return kind == Kind.PERSON ? id : null;
    }
}
