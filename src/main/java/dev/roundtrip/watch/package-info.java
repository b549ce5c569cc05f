/**
 * What the desk says of itself: {@code HealthWatch} looks whether it is well, and tells its administrators when it is not.
 *
 * <p>Each {@code Look} judges one thing from values alone; {@code Step} decides what follows from a worry that was found, by what its
 * row says of it, and {@code WorryBook} carries it out.
 */
@NullMarked
package dev.roundtrip.watch;

import org.jspecify.annotations.NullMarked;
