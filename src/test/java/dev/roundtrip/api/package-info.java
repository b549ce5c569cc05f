/** The doors for programs, over real HTTP. */
@NullMarked
package dev.roundtrip.api;

import org.jspecify.annotations.NullMarked;
