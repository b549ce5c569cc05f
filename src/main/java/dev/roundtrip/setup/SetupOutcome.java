package dev.roundtrip.setup;

import java.util.List;

/**
 * What applying a setup file came to.
 *
 * @param differences between the desk as it was and the file, a line each, without any secret
 * @param applied whether the desk was changed: false when it was only asked, or there was no difference
 */
public record SetupOutcome(List<String> differences, boolean applied) {
    public SetupOutcome {
        differences = List.copyOf(differences);
    }
}
