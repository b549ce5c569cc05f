package dev.roundtrip.setup;

/** Where the values of references come from: this machine, or what a client sent along with its file. */
interface Sources {
    /** @throws Unresolved when there is no such value */
    String value(Reference reference) throws Unresolved;

    /** Says in words why there is no value: "is not set". */
    final class Unresolved extends Exception {
        Unresolved(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
