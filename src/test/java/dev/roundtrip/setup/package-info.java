/** The setup file: read, checked, applied, compared. */
@NullMarked
package dev.roundtrip.setup;

import org.jspecify.annotations.NullMarked;
