/** Fields of entities: what they are, what their values are, and how rows are searched by them and kept by them. Knows no entity. */
@NullMarked
package dev.roundtrip.field;

import org.jspecify.annotations.NullMarked;
