/** Stories of the store, on both databases. */
@NullMarked
package dev.roundtrip.store;

import org.jspecify.annotations.NullMarked;
