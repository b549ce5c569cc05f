package dev.roundtrip.web;

import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;

/** The time zones that people choose from. */
final class Zones {
    /** Places with a name, as people look for them; the rest are old spellings of the same. */
    static final List<String> KNOWN = zones();

    private Zones() {}

    private static List<String> zones() {
        var zones = new TreeSet<String>();
        for (var id : ZoneId.getAvailableZoneIds()) {
            if (id.matches("(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+")) {
                zones.add(id);
            }
        }
        zones.add("UTC");
        return List.copyOf(zones);
    }
}
