/** What tests share: a whole desk on a throw-away database, a clock that stands still, far ends that answer by script. */
@NullMarked
package dev.roundtrip.testing;

import org.jspecify.annotations.NullMarked;
