/** Callouts that fail, and those who are to hear of it: once when it begins, seldom while it lasts, once when it is over. */
@NullMarked
package dev.roundtrip.trouble;

import org.jspecify.annotations.NullMarked;
