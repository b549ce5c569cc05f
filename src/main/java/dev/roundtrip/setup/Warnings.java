package dev.roundtrip.setup;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.callout.CalloutRefused;
import dev.roundtrip.callout.Callouts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is kept though a person should look at it, while a file is applied. */
final class Warnings {
    private final SetupDocument document;
    private final List<SetupWarning> found = new ArrayList<>();
    private final Map<String, Callout> callouts = new LinkedHashMap<>();

    Warnings(SetupDocument document) {
        this.document = document;
    }

    /** @param path of the callout in the file */
    void of(String path, Callout callout, List<CalloutRefused.Problem> warnings) {
        callouts.put(path, callout);
        warnings.forEach(warning -> add(path, warning));
    }

    /** @param path of what is told */
    void of(String path, String message) {
        add(path, path + ": " + message);
    }

    /**
     * All of them in the order of the file, with what a look-up of the callouts' names tells. It asks the network, so it comes when the
     * file is applied.
     */
    List<SetupWarning> withNamesLookedUp(Callouts rooms) {
        var paths = List.copyOf(callouts.keySet());
        var shut = rooms.shutNames(List.copyOf(callouts.values()));
        for (int i = 0; i < paths.size(); i++) {
            var path = paths.get(i);
            shut.get(i).forEach(warning -> add(path, warning));
        }
        return found.stream()
                .sorted(Comparator.comparingInt(SetupWarning::line).thenComparingInt(SetupWarning::column))
                .toList();
    }

    private void add(String path, CalloutRefused.Problem problem) {
        var at = Part.pathOf(path, problem.setting());
        add(at, at + ": " + problem.message());
    }

    private void add(String at, String message) {
        var place = document.origins().of(at);
        var mistakes = document.mistakes();
        var warning = new SetupWarning(mistakes.file(), place.line(), place.column(), mistakes.hide(message));
        // A record is looked at twice when the first change of all is made for its sake.
        if (!found.contains(warning)) {
            found.add(warning);
        }
    }
}
