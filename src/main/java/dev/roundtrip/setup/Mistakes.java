package dev.roundtrip.setup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Collects what is wrong with a file, so that its author hears of everything at once, and keeps secrets out of the words. */
final class Mistakes {
    private static final int MOST = 100;

    /** Shorter ones would black out ordinary words. */
    private static final int SHORTEST_HIDDEN = 6;

    private final String file;
    private final Set<SetupMistake> found = new LinkedHashSet<>();
    private final Map<String, String> hidden = new LinkedHashMap<>();

    Mistakes(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    void add(Place place, String message) {
        found.add(new SetupMistake(file, place.line(), place.column(), hide(message)));
    }

    /** From here on {@code value} is written as {@code instead}, wherever it would turn up. */
    void hide(String value, String instead) {
        if (value.length() >= SHORTEST_HIDDEN) {
            hidden.put(value, instead);
        }
    }

    /** The same words without what is hidden. */
    String hide(String words) {
        var shown = words;
        for (var secret : hidden.entrySet()) {
            shown = shown.replace(secret.getKey(), secret.getValue());
        }
        return shown;
    }

    /** A word as a message repeats it. */
    static String shortened(String word) {
        return word.length() <= 60 ? word : word.substring(0, 60) + "…";
    }

    /** As many as these so far, the same kept hidden; what is added to one is not added to the other. */
    Mistakes copy() {
        var copy = new Mistakes(file);
        copy.found.addAll(found);
        copy.hidden.putAll(hidden);
        return copy;
    }

    int count() {
        return found.size();
    }

    /** @throws SetupRefused with all that was found, if anything was */
    void refuseIfAny() {
        if (!found.isEmpty()) {
            throw refused();
        }
    }

    SetupRefused refused() {
        var inOrder = new ArrayList<>(found);
        inOrder.sort(SetupMistake.IN_ORDER);
        if (inOrder.size() > MOST) {
            var last = inOrder.get(MOST);
            var more = "and %d more mistakes from here on".formatted(inOrder.size() - MOST);
            inOrder.subList(MOST, inOrder.size()).clear();
            inOrder.add(new SetupMistake(file, last.line(), last.column(), more));
        }
        return new SetupRefused(inOrder);
    }
}
