@NullMarked
package dev.roundtrip.api;

import org.jspecify.annotations.NullMarked;
