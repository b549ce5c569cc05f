/** Workflow rules: when a ticket changes, decide what fires, and do it. */
@NullMarked
package dev.roundtrip.rule;

import org.jspecify.annotations.NullMarked;
