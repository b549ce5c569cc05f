/** The door for people: pages. */
@NullMarked
package dev.roundtrip.web;

import org.jspecify.annotations.NullMarked;
