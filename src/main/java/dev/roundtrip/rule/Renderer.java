package dev.roundtrip.rule;

import dev.roundtrip.ticket.TicketChange;

/** Fills in the places for values in a rule's texts: {@code {{actor.name}}}. What rules need of templates. */
public interface Renderer {
    /** As plain text, nothing escaped: it goes into a field, not onto a wire. An exception undoes the rule that fired. */
    String render(String template, TicketChange change);

    /**
     * Whether it can be rendered at all, asked before a rule is kept.
     *
     * @throws RuntimeException with a message that names every mistake
     */
    void check(String template);
}
