package dev.roundtrip.bench;

/**
 * A ticket that was made. Times are {@link System#nanoTime}, which all processes of a machine share.
 *
 * @param asked      when it was to be made: at a rate, the time planned for it, so that a late maker is the engine's delay
 * @param committing when its commit was asked for; 0 where the engine does not show it
 */
record Event(long ticket, int target, long asked, long committing) {}
