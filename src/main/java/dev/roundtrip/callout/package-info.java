/** Extension callouts: what is sent where, what counts as success, and what the log keeps of it. */
@NullMarked
package dev.roundtrip.callout;

import org.jspecify.annotations.NullMarked;
