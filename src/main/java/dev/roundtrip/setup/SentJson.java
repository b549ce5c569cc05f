package dev.roundtrip.setup;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/** A JSON body as a client sent it, to be read as a part of a setup file is. What is wrong with it is told by pointers into it. */
final class SentJson {
    private final String whole;
    private final Node root;
    private final NavigableMap<Place, String> pointers;
    private final Mistakes mistakes;

    private SentJson(String whole, JsonReader.Read read, Mistakes mistakes) {
        this.whole = whole;
        this.root = read.root();
        this.pointers = read.pointers();
        this.mistakes = mistakes;
    }

    /**
     * @param whole what it is, in messages: {@code the rule}
     * @throws JsonReader.Unreadable when it is no JSON
     */
    static SentJson of(byte[] body, String whole) {
        var mistakes = new Mistakes("body");
        return new SentJson(whole, JsonReader.read(body, mistakes), mistakes);
    }

    /** For one reading of it: a write may be run twice, and its second run must not find the mistakes of the first. */
    Reading reading() {
        return new Reading(mistakes.copy(), new Origins(""), SentJson::nowhere, whole);
    }

    Optional<Part> part(Reading reading) {
        return Part.of("", root, reading);
    }

    /** @throws BodyRefused with all that this reading found, if it found anything */
    void refuseIfWrong(Reading reading) {
        try {
            reading.mistakes.refuseIfAny();
        } catch (SetupRefused e) {
            throw refused(e);
        }
    }

    /** The same mistakes by their pointers. */
    BodyRefused refused(SetupRefused e) {
        return new BodyRefused(
                e.mistakes().stream()
                        .map(mistake -> pointed(mistake.line(), mistake.column(), mistake.message()))
                        .toList(),
                e);
    }

    /** What is told of a place, which may be inside of a text: then it stands behind the place where the text begins. */
    Pointed pointed(int line, int column, String detail) {
        var at = pointers.floorEntry(new Place(line, column));
        return new Pointed(at == null ? "" : at.getValue(), detail);
    }

    /** @param pointer into the body (RFC 6901); empty for the body itself, and for what its parts make together */
    record Pointed(String pointer, String detail) {}

    private static String nowhere(Reference reference) throws Sources.Unresolved {
        throw new Sources.Unresolved(
                switch (reference.kind()) {
                    case ENV ->
                        "is filled in where a setup file is applied, and means nothing here; write $${ for a plain ${";
                    case FILE ->
                        "is read where a setup file is applied, and not here; send what is in it, or write $${ for a plain ${";
                });
    }

    /** A body with mistakes. Nothing of it was kept. */
    static final class BodyRefused extends RuntimeException {
        private final transient List<Pointed> mistakes;

        private BodyRefused(List<Pointed> mistakes, SetupRefused cause) {
            super(cause.getMessage(), cause);
            this.mistakes = mistakes;
        }

        /** All of them, in the order of the body. */
        List<Pointed> mistakes() {
            return mistakes;
        }
    }
}
