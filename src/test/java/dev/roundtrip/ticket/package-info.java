/** Tickets and what is asked of them, on both databases. */
@NullMarked
package dev.roundtrip.ticket;

import org.jspecify.annotations.NullMarked;
