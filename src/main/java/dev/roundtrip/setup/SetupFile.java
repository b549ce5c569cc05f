package dev.roundtrip.setup;

import java.nio.file.Path;
import java.util.Map;

/**
 * Makes a desk what a setup file says. What the file names is as the file says, what it does not name stays; all of it in one
 * write, or nothing; a second time nothing at all.
 */
public final class SetupFile {
    private final Rooms rooms;

    public SetupFile(Rooms rooms) {
        this.rooms = rooms;
    }

    /**
     * For {@code --setup FILE}: variables and files are this process's own.
     *
     * @param witness is told within the write that changes something
     * @throws SetupRefused when the file cannot be read or has mistakes; its message has them all, one a line
     */
    public SetupOutcome applyAtStart(Path file, Runnable witness) {
        return applyAtStart(file, System.getenv(), witness);
    }

    SetupOutcome applyAtStart(Path file, Map<String, String> environment, Runnable witness) {
        var text = SetupText.of(file);
        return apply(SetupReader.read(text.name(), text.text(), text.sources(environment)), false, witness);
    }

    /**
     * For a file that a client sends, references resolved on its side.
     *
     * @param name of the file, for messages
     * @param values of references, by {@code env:NAME} and {@code file:PATH}
     * @param dryRun only tell the differences, and change nothing
     * @throws SetupRefused when the file has mistakes, with all of them
     */
    public SetupOutcome apply(String name, String text, Map<String, String> values, boolean dryRun) {
        return apply(name, text, values, dryRun, () -> {});
    }

    /** @param witness is told within the write that changes something, whose fate it shares */
    SetupOutcome apply(String name, String text, Map<String, String> values, boolean dryRun, Runnable witness) {
        return apply(SetupReader.read(name, text, new SentSources(values)), dryRun, witness);
    }

    private SetupOutcome apply(SetupDocument document, boolean dryRun, Runnable witness) {
        if (document.spoilt().contains(SetupReader.FILE)) {
            // What it names is not all known: whoever asked the desk would be told of things that only seem to be
            // missing.
            throw document.mistakes().refused();
        }
        // What is not to stand needs no password hashed, which takes long.
        var undone = dryRun || document.mistakes().count() > 0;
        var run = run(document, dryRun, NewPasswords.of(document, rooms.people(), undone), witness);
        return run.outcome().with(run.warnings().withNamesLookedUp(rooms.callouts()));
    }

    private Run run(SetupDocument document, boolean dryRun, NewPasswords passwords, Runnable witness) {
        try {
            return rooms.store().write(() -> {
                var applying = new Applying(rooms, document);
                var differences = applying.run(passwords);
                var run = new Run(new SetupOutcome(differences, !dryRun && !differences.isEmpty()), applying.warnings);
                if (dryRun && !differences.isEmpty()) {
                    throw new Undone(run);
                }
                if (run.outcome().applied()) {
                    witness.run();
                }
                return run;
            });
        } catch (Undone e) {
            return e.run;
        }
    }

    /** @param warnings without what only the network can tell */
    private record Run(SetupOutcome outcome, Warnings warnings) {}

    /** Leads out of a write that is not to be kept. */
    private static final class Undone extends RuntimeException {
        private final transient Run run;

        Undone(Run run) {
            super("a dry run", null, false, false);
            this.run = run;
        }
    }
}
