/** What people are told, and mails over real connections. */
@NullMarked
package dev.roundtrip.notify;

import org.jspecify.annotations.NullMarked;
