/** What the operator decides before a desk starts. Anybody may read it. */
@NullMarked
package dev.roundtrip.settings;

import org.jspecify.annotations.NullMarked;
