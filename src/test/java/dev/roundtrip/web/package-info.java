/** The pages, over real HTTP and in a real browser. */
@NullMarked
package dev.roundtrip.web;

import org.jspecify.annotations.NullMarked;
