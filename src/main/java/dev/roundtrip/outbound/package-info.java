/** The one way out to the network: one client, which judges every address before it dials it. */
@NullMarked
package dev.roundtrip.outbound;

import org.jspecify.annotations.NullMarked;
