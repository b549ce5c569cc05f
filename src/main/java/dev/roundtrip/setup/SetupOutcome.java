package dev.roundtrip.setup;

import java.util.List;

/**
 * What applying a setup file came to.
 *
 * @param differences between the desk as it was and the file, a line each, without any secret
 * @param applied whether the desk was changed: false when it was only asked, or there was no difference
 * @param warnings of what is as the file says, and should be looked at
 */
public record SetupOutcome(List<String> differences, boolean applied, List<SetupWarning> warnings) {
    public SetupOutcome {
        differences = List.copyOf(differences);
        warnings = List.copyOf(warnings);
    }

    SetupOutcome(List<String> differences, boolean applied) {
        this(differences, applied, List.of());
    }

    SetupOutcome with(List<SetupWarning> found) {
        return new SetupOutcome(differences, applied, found);
    }
}
