/** Whom tickets are about: the desk itself, companies, contacts and devices. */
@NullMarked
package dev.roundtrip.directory;

import org.jspecify.annotations.NullMarked;
