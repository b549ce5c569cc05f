/**
 * The way to people: what they are told about a ticket, where they find it, and the mail that carries it.
 *
 * <p>{@code Notices} writes a notice for each who is told, within the ticket's transaction; {@code Recipients} decides who that is. A
 * person finds it in the inbox. Where there is a mail server, a delivery rides the queue of all others, and {@code MailCourier} takes
 * the {@code Letter} to the {@code MailServer}.
 */
@NullMarked
package dev.roundtrip.notify;

import org.jspecify.annotations.NullMarked;
