package dev.roundtrip.store;

/**
 * Wakes the other processes that share a store: something may be there for them, and they need not find it by looking.
 *
 * <p>A courtesy, not a promise. A ring can be lost with its connection, so whoever waits for one looks by itself now and then.
 */
public interface Bell extends AutoCloseable {
    /** Of a store that nobody shares. */
    Bell SILENT = new Bell() {
        @Override
        public void ring() {}

        @Override
        public void whenRung(Runnable action) {}

        @Override
        public void close() {}
    };

    /** Wakes the others soon. Never waits, and many rings within a moment are one. */
    void ring();

    /** From now on {@code action} runs when another process has rung; it must be quick. */
    void whenRung(Runnable action);

    /** What was rung before is still heard by the others. */
    @Override
    void close();
}
