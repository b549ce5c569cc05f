package dev.roundtrip.notify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A chat where something is told: one of the desk's, or a person's own. Its URL is a secret, and no part of it but the host is here.
 *
 * @param id 0 before it is stored
 * @param person whose own it is; null for one of the desk's
 * @param name of one of the desk's, unique without case; null for a person's own
 * @param host of the URL; empty as long as it has none
 */
public record Channel(
        long id, @Nullable Long person, @Nullable String name, Kind kind, String host) {
    /** In front of a name, so that nobody takes it for a login. */
    public static final String MARK = "#";

    private static final String LANE = "chat:";
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_-]{1,50}");

    /** What it speaks, as the setup file spells it. */
    public enum Kind {
        SLACK("slack"),
        TEAMS("teams"),
        MATTERMOST("mattermost"),
        NTFY("ntfy");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word.equals(word))
                    .findFirst();
        }
    }

    public Channel {
        if (name != null) {
            name = name.strip();
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "channel name \"%s\": 1 to 50 letters, digits, - and _, such as noc".formatted(name));
            }
        }
    }

    /** One of the desk's that has no URL yet. */
    public static Channel ofDesk(String name, Kind kind) {
        return new Channel(0, null, name, kind, "");
    }

    /** What a person tells where to find it, before that is known. */
    public static Channel ofPerson(long person, Kind kind) {
        return new Channel(0, person, null, kind, "");
    }

    /** Whether that means a channel, and no login or address. */
    public static boolean isMeantBy(String word) {
        return word.strip().startsWith(MARK);
    }

    /** Whether what travels in that lane is a chat message. */
    public static boolean isLane(String lane) {
        return lane.startsWith(LANE);
    }

    static long idOf(String lane) {
        return Long.parseLong(lane.substring(LANE.length()));
    }

    public String lane() {
        return LANE + id;
    }

    static String keyOf(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether it takes the place of that one: a person's own, or one of the desk's of that name. */
    boolean isAnother(Channel was) {
        if (name == null || was.name == null) {
            return person != null && person.equals(was.person);
        }
        return keyOf(name).equals(keyOf(was.name));
    }

    Channel withId(long stored) {
        return new Channel(stored, person, name, kind, host);
    }

    Channel at(String shownHost) {
        return new Channel(id, person, name, kind, shownHost);
    }
}
