/** One way to write durably and to read, on two databases. Knows nobody. */
@NullMarked
package dev.roundtrip.store;

import org.jspecify.annotations.NullMarked;
