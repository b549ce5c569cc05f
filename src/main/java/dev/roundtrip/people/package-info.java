/** Who may come in: people and their roles, API users, tokens. */
@NullMarked
package dev.roundtrip.people;

import org.jspecify.annotations.NullMarked;
