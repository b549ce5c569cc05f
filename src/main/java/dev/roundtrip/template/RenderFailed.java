package dev.roundtrip.template;

/** A request could not be written with the values at hand; the message says which part and why, fit to be shown to a person. */
public final class RenderFailed extends RuntimeException {
    RenderFailed(String message) {
        super(message);
    }
}
