package dev.roundtrip.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Whether there is room to keep things.
 *
 * @param node whose disk it is
 * @param place a file or folder on it
 * @param told what the operator is told of that place
 */
record DiskLook(Gauge gauge, String node, Path place, String told) implements Look {
    private static final long MIB = 1L << 20;

    @Override
    public String prefix() {
        return Worry.FullDisk.PREFIX + node;
    }

    @Override
    public List<Worry> look(Instant now) {
        try {
            var space = gauge.of(place);
            // Whole MiB: that a file grew by a page is no news.
            return space.isScarce()
                    ? List.of(new Worry.FullDisk(node, told, space.free() / MIB * MIB, space.total() / MIB * MIB))
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
