/** Extension callouts: what is sent where, how it is written, and how it travels. */
@NullMarked
package dev.roundtrip.callout;

import org.jspecify.annotations.NullMarked;
