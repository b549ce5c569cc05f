/**
 * A ticket changes; rules decide; callouts are promised in the same commit; deliveries carry them until they are heard.
 *
 * <pre>
 * 7  Roundtrip                          starts the process: commands, House (all rooms), Server (the doors)
 * 6  api  web  cli  setup  practice     the doors; they do not name each other
 * 5  rule                               -> ticket, callout, template, people, directory
 * 4  callout                            -> ticket, delivery, template, outbound, people, directory
 * 3  ticket  delivery                   ticket -> directory, people; delivery does not know what it carries
 * 2  directory  people  settings
 * 1  store  template  outbound          know nobody
 * </pre>
 *
 * Names point down only (MapTest). When a lower room has something to say upward it owns a small interface that a floor above
 * implements.
 */
@NullMarked
package dev.roundtrip;

import org.jspecify.annotations.NullMarked;
