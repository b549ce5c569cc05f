package dev.roundtrip;

import dev.roundtrip.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;

/** Starts the process. */
public final class Roundtrip {
    private Roundtrip() {}

    public static void main(String[] args) {
        var settings = Settings.in(Path.of("data"));
        var clock = Clock.systemUTC();
        Server.open(settings, new House(settings, clock), clock);
    }
}
