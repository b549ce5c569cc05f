@NullMarked
package dev.roundtrip.field;

import org.jspecify.annotations.NullMarked;
