/** How much it carries, measured: this engine and others doing the same work, in turn, on one machine. */
@NullMarked
package dev.roundtrip.bench;

import org.jspecify.annotations.NullMarked;
