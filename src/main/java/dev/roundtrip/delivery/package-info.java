/** Carries what was promised until it is settled. Does not know what it carries. */
@NullMarked
package dev.roundtrip.delivery;

import org.jspecify.annotations.NullMarked;
