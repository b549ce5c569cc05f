/** What the operator may say, and what not. */
@NullMarked
package dev.roundtrip.settings;

import org.jspecify.annotations.NullMarked;
