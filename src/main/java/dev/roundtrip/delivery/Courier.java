package dev.roundtrip.delivery;

/** Knows what a delivery carries, and carries it. A floor above implements it. */
public interface Courier {
    /** How the lane is run now; also for a lane whose owner is gone. */
    LanePolicy policy(String lane);

    /** Whether what travels there tells people something. That it moves says nothing of all else. */
    default boolean isForPeople(String lane) {
        return false;
    }

    /**
     * One attempt, on the calling (virtual) thread, outside any transaction.
     *
     * @param attempt its number, 1 is the first; it is on disk already
     * @throws InterruptedException when the process ends amid it, so that nobody knows what became of it
     */
    Outcome carry(Delivery delivery, int attempt) throws InterruptedException;
}
