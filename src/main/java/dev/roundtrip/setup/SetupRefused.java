package dev.roundtrip.setup;

import java.util.List;
import java.util.stream.Collectors;

/** A setup file with mistakes. It is refused whole: nothing of it was kept. */
public final class SetupRefused extends RuntimeException {
    private final List<SetupMistake> mistakes;

    SetupRefused(List<SetupMistake> mistakes) {
        super(mistakes.stream().map(SetupMistake::toString).collect(Collectors.joining("\n")));
        this.mistakes = List.copyOf(mistakes);
    }

    /** All of them, in the order of the file; the exception's message has one a line. */
    public List<SetupMistake> mistakes() {
        return mistakes;
    }
}
