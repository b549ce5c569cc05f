/** Tests of what carries deliveries. */
@NullMarked
package dev.roundtrip.delivery;

import org.jspecify.annotations.NullMarked;
