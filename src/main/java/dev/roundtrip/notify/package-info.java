/**
 * The way to people: what they are told about a ticket, where they find it, and the mail and the chat message that carry it.
 *
 * <p>{@code Notices} writes a notice for each who is told, within the ticket's transaction; {@code Recipients} decides who that is. A
 * person finds it in the inbox. Where there is a mail server, a delivery rides the queue of all others, and {@code MailCourier} takes
 * the {@code Letter} to the {@code MailServer}. {@code Channels} knows where people chat; {@code ChatCourier} goes there, and a {@code
 * ChatFormat} says the same in the words of each kind.
 */
@NullMarked
package dev.roundtrip.notify;

import org.jspecify.annotations.NullMarked;
