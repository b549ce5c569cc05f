/**
 * A ticket changes; rules decide; callouts are promised in the same commit; deliveries carry them until they are heard.
 *
 * <pre>
 * 7  Roundtrip                          starts the process
 * 6  api  web  cli  setup  practice     the doors; they do not name each other
 * 5  rule                               -> ticket, callout, people
 * 4  callout                            -> ticket, delivery
 * 3  ticket  delivery                   ticket -> directory, people; delivery does not know what it carries
 * 2  directory  people
 * 1  store                              knows nobody
 * </pre>
 *
 * Names point down only. When a lower room has something to say upward it owns a small interface that a floor above
 * implements.
 */
@NullMarked
package dev.roundtrip;

import org.jspecify.annotations.NullMarked;
