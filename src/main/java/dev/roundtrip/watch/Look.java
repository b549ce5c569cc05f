package dev.roundtrip.watch;

import java.time.Instant;
import java.util.List;

/** Looks at one thing. */
interface Look {
    /** How the keys of all its worries begin, and no other's. */
    String prefix();

    /** What is not well now. */
    List<Worry> look(Instant now);
}
