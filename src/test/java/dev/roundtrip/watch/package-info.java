@NullMarked
package dev.roundtrip.watch;

import org.jspecify.annotations.NullMarked;
