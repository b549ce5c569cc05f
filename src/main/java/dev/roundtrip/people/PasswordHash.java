package dev.roundtrip.people;

/** What is kept of a password. Making one takes as long as a sign-in: to be done before a write, not in it. */
public record PasswordHash(String text) {
    /** @throws IllegalArgumentException when the password is too short, too long, or no text */
    public static PasswordHash of(String password) {
        return new PasswordHash(Passwords.KEPT.hash(password));
    }

    @Override
    public String toString() {
        return "PasswordHash";
    }
}
