@NullMarked
package dev.roundtrip.trouble;

import org.jspecify.annotations.NullMarked;
