/** The house as a whole. */
@NullMarked
package dev.roundtrip;

import org.jspecify.annotations.NullMarked;
