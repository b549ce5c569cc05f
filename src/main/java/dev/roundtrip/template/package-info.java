/** Texts with places for a ticket's values, each escaped for where it lands. */
@NullMarked
package dev.roundtrip.template;

import org.jspecify.annotations.NullMarked;
