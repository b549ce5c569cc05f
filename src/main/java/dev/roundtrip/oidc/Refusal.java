package dev.roundtrip.oidc;

/** Nobody comes in so. What it says is for people, and holds nothing of a token. */
public final class Refusal extends RuntimeException {
    private final Reason reason;

    public Refusal(Reason reason) {
        super(reason.word());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why. */
    public enum Reason {
        /** it did not answer, or not as such a provider does */
        UNREACHABLE("unreachable"),
        /** it let the person not through, or the person did not want to */
        DENIED("denied"),
        /** the answer belongs to no sign-in that this browser began */
        STATE("state"),
        /** it does not take the code that came with the answer, or not a second time */
        CODE("code"),
        /** what it gave is no ID token */
        FORM("form"),
        /** signed in a way that is not accepted, or not at all */
        ALGORITHM("algorithm"),
        /** not signed by a key of the provider */
        SIGNATURE("signature"),
        ISSUER("issuer"),
        AUDIENCE("audience"),
        EXPIRED("expired"),
        NOT_YET("not-yet"),
        NONCE("nonce"),
        SUBJECT("subject"),
        /** nobody is linked, and nobody is matched by address */
        UNKNOWN_PERSON("unknown-person"),
        INACTIVE("inactive"),
        /** somebody else is linked with that account, or the person with another */
        LINKED_ALREADY("linked-already");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
