/** The round trip told end to end, on both databases. */
@NullMarked
package dev.roundtrip.story;

import org.jspecify.annotations.NullMarked;
