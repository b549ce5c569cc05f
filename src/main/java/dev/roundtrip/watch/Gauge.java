package dev.roundtrip.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells how much space there is. */
public interface Gauge {
    /** What the system says. */
    Gauge SYSTEM = place -> {
        var files = Files.getFileStore(place);
        return new Space(files.getUsableSpace(), files.getTotalSpace());
    };

    Space of(Path place) throws IOException;

    /** Of a file system, in bytes. */
    record Space(long free, long total) {
        private static final long GIB = 1L << 30;

        /** Whether it may soon be full: a tenth is left and no 5 GiB, or no GiB at all, however small the whole is. */
        boolean isScarce() {
            return free < GIB || (free < 5 * GIB && free < total / 10);
        }
    }
}
