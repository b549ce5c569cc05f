package dev.roundtrip.web;

import dev.roundtrip.directory.Desk;
import dev.roundtrip.directory.DeskSettings;
import dev.roundtrip.people.PasswordHash;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * The start of a desk that knows nobody: whoever can read the server's log makes the first administrator.
 *
 * <p>There is no default password to forget about. The code is drawn anew at every start, is never shown on a page, and is worth
 * nothing once anybody exists.
 */
@Component
public final class FirstStart {
    private static final Duration VALID = Duration.ofHours(24);
    /** No I, L, O, U: nobody mistakes them when typing. */
    private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    /** Of four characters with five random bits each: 140 bits, so that nobody needs to count wrong ones. */
    private static final int GROUPS = 7;

    private final Store store;
    private final People people;
    private final Desk desk;
    private final Clock clock;
    private final String code = draw();
    private final Instant until;
    private volatile boolean somebodyExists;

    FirstStart(Store store, People people, Desk desk, Clock clock) {
        this.store = store;
        this.people = people;
        this.desk = desk;
        this.clock = clock;
        this.until = clock.instant().plus(VALID);
    }

    /** What became of somebody's try. */
    sealed interface Result {
        record Created(Person administrator) implements Result {}

        record WrongCode() implements Result {}

        record Expired() implements Result {}

        /** Somebody else was first. */
        record TooLate() implements Result {}
    }

    /**
     * The line to print when the server has started, or nothing if the desk knows somebody.
     *
     * @param baseUrl how a browser reaches this server, without a slash at the end
     */
    public Optional<String> invitation(String baseUrl) {
        return isDone()
                ? Optional.empty()
                : Optional.of("First start: create the administrator at %s/setup?code=%s (valid 24 h, works once)"
                        .formatted(baseUrl, code));
    }

    /** Whether the desk knows somebody. Once it does it always will: people are deactivated, not deleted. */
    boolean isDone() {
        if (!somebodyExists) {
            somebodyExists = !people.isEmpty();
        }
        return somebodyExists;
    }

    boolean isExpired() {
        return !clock.instant().isBefore(until);
    }

    /**
     * Makes the first administrator, and the desk's language and time zone with it; all or nothing.
     *
     * @param witness is told who it is within the write that makes that person
     * @throws IllegalArgumentException for a password that is too short or too long
     */
    synchronized Result create(
            String typedCode,
            Person administrator,
            String password,
            String language,
            ZoneId zone,
            Consumer<Person> witness) {
        if (isDone()) {
            return new Result.TooLate();
        }
        if (!isSame(typedCode)) {
            return new Result.WrongCode();
        }
        if (isExpired()) {
            return new Result.Expired();
        }
        var hash = PasswordHash.of(password);
        return store.write(() -> {
            if (!people.isEmpty()) {
                return new Result.TooLate();
            }
            desk.change(new DeskSettings(desk.settings().domain(), zone, language));
            var created = people.addHashed(administrator, hash);
            witness.accept(created);
            return new Result.Created(created);
        });
    }

    private boolean isSame(String typed) {
        return MessageDigest.isEqual(bytes(typed), bytes(code));
    }

    /** Case and dashes are for the eye. */
    private static byte[] bytes(String code) {
        return code.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "").getBytes(StandardCharsets.UTF_8);
    }

    private static String draw() {
        var random = new SecureRandom();
        var code = new StringBuilder();
        for (int i = 0; i < GROUPS * 4; i++) {
            if (i > 0 && i % 4 == 0) {
                code.append('-');
            }
            code.append(ALPHABET[random.nextInt(ALPHABET.length)]);
        }
        return code.toString();
    }
}
