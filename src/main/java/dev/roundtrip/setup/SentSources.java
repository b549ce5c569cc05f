package dev.roundtrip.setup;

import java.util.Map;

/** Values that a client resolved on its side and sent with its file: a desk reads no file and no variable for a client. */
final class SentSources implements Sources {
    private final Map<String, String> values;

    /** @param values by {@link Reference#key()} */
    SentSources(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    @Override
    public String value(Reference reference) throws Unresolved {
        var value = values.get(reference.key());
        if (value == null) {
            throw new Unresolved("was not sent along; \"values\" needs an entry \"" + reference.key() + "\"");
        }
        return value;
    }
}
