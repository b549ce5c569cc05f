@NullMarked
package dev.roundtrip.practice;

import org.jspecify.annotations.NullMarked;
