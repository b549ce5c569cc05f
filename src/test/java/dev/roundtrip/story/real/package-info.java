/**
 * The round trip with real monitoring systems at the other end: Icinga 2 and Alertmanager as Debian ships them, on loopback, configured by
 * the files in {@code examples/}. Left out, with a printed reason, where the programs are missing.
 */
@NullMarked
package dev.roundtrip.story.real;

import org.jspecify.annotations.NullMarked;
