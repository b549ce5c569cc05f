/** Companies, contacts, devices and the desk itself, on both databases. */
@NullMarked
package dev.roundtrip.directory;

import org.jspecify.annotations.NullMarked;
