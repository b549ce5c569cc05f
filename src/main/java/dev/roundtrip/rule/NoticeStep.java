package dev.roundtrip.rule;

import dev.roundtrip.notify.Message;
import dev.roundtrip.notify.Recipient;
import dev.roundtrip.notify.Told;
import dev.roundtrip.ticket.TicketChange;
import java.util.List;

/** "Then notify": what rules need of the way to people. */
@FunctionalInterface
public interface NoticeStep {
    /**
     * Writes what each is told, in the ticket's transaction. An exception undoes the rule that fired, not the change.
     *
     * @param change the change that the rule fired on, its {@code after} as the ticket stands now, after the rule's own updates
     * @return what came of each, in their order
     */
    List<Told> send(Message message, List<Recipient> who, TicketChange change);
}
