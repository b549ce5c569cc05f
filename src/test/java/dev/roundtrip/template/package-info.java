/** How callouts are written: by table, by property, and with the texts that an attacker would put into a ticket. */
@NullMarked
package dev.roundtrip.template;

import org.jspecify.annotations.NullMarked;
