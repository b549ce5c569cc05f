/** Who may come in, on both databases. */
@NullMarked
package dev.roundtrip.people;

import org.jspecify.annotations.NullMarked;
