package dev.roundtrip.bench;

import java.util.List;

/** An engine under test: it keeps tickets together with the callouts they set off, and carries those. */
interface Engine extends AutoCloseable {
    /**
     * Makes one ticket whose callout goes to a target, and returns when both are durable. Many threads call it at once.
     *
     * @param target from 0
     */
    Made make(int target) throws Exception;

    /** How many callouts have their outcome stored by now; those that are to be tried again are not among them. */
    long settled();

    /** How many callouts were promised and have no outcome yet. */
    long open();

    /** The tickets whose callout was answered with success, as the engine's own log has them: one for every such attempt. */
    List<Long> answered();

    /** Tickets that were made while it was set up. */
    default List<Long> early() {
        return List.of();
    }

    @Override
    void close();

    /**
     * @param ticket     its id, which its callout carries as {@code id}
     * @param committing when the commit was asked for, in nanoseconds; 0 where the engine does not show it
     */
    record Made(long ticket, long committing) {}
}
