/** Tickets: their fields, notes and history. Tells its listener of every change; does not know that rules exist. */
@NullMarked
package dev.roundtrip.ticket;

import org.jspecify.annotations.NullMarked;
