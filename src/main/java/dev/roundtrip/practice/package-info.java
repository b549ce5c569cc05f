/** The practice receiver and the demo: the round trip with no monitoring system at hand. */
@NullMarked
package dev.roundtrip.practice;

import org.jspecify.annotations.NullMarked;
