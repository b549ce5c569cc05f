package dev.roundtrip.watch;

import tools.jackson.databind.json.JsonMapper;

/** A worry as its row keeps it: what it is, and its facts as JSON. */
final class WorryJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private WorryJson() {}

    static String what(Worry worry) {
        return switch (worry) {
            case Worry.FullDisk _ -> "disk";
            case Worry.Stalled _ -> "stalled";
            case Worry.Expiring _ -> "certificate";
            case Worry.ManyRules _ -> "rules";
        };
    }

    static String facts(Worry worry) {
        return JSON.writeValueAsString(worry);
    }

    static Worry read(String what, String facts) {
        return JSON.readValue(facts, type(what));
    }

    private static Class<? extends Worry> type(String what) {
        return switch (what) {
            case "disk" -> Worry.FullDisk.class;
            case "stalled" -> Worry.Stalled.class;
            case "certificate" -> Worry.Expiring.class;
            case "rules" -> Worry.ManyRules.class;
            default -> throw new IllegalArgumentException("a worry of the kind \"" + what + "\"");
        };
    }
}
