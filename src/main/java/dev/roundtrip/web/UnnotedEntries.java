package dev.roundtrip.web;

import java.util.function.Consumer;

/** The desk's entries before anybody notes what becomes of them: whoever changes one says who is to be told of it. */
public interface UnnotedEntries {
    /** @param witness is told the name of what is changed within the write that does it, whose fate it shares */
    Entries witnessed(Consumer<String> witness);
}
