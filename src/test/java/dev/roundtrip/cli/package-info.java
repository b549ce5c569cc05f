@NullMarked
package dev.roundtrip.cli;

import org.jspecify.annotations.NullMarked;
