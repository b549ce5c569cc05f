package dev.roundtrip.api;

import dev.roundtrip.callout.Masking;
import java.util.List;

/**
 * What a request brought to be let in.
 *
 * @param alone secrets and tokens
 * @param logins with their passwords
 */
record SentSecrets(List<String> alone, List<Masking.Login> logins) {
    /** So much of one is looked for: what hides it grows with it, and a stranger may send a very long one. */
    private static final int LOOKED_FOR = 500;

    SentSecrets {
        alone = List.copyOf(alone);
        logins = List.copyOf(logins);
    }

    /** Hides them in whatever else the request brought. */
    Masking masking() {
        return Masking.of(
                alone.stream().map(SentSecrets::start).toList(),
                logins.stream()
                        .map(login -> new Masking.Login(start(login.user()), start(login.password())))
                        .toList());
    }

    private static String start(String secret) {
        return secret.length() <= LOOKED_FOR ? secret : secret.substring(0, LOOKED_FOR);
    }

    /** Characters of all of them. */
    int length() {
        return alone.stream().mapToInt(String::length).sum()
                + logins.stream()
                        .mapToInt(login ->
                                login.user().length() + login.password().length())
                        .sum();
    }

    @Override
    public String toString() {
        return "SentSecrets";
    }
}
