@NullMarked
package dev.roundtrip.rule;

import org.jspecify.annotations.NullMarked;
