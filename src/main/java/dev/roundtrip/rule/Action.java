package dev.roundtrip.rule;

import dev.roundtrip.notify.Recipient;
import dev.roundtrip.ticket.Note;
import dev.roundtrip.ticket.TicketField;
import java.util.HashSet;
import java.util.List;

/** What a rule does besides setting fields. */
public sealed interface Action {

    /** Then execute extension callout. */
    record ExecuteCallout(long calloutId) implements Action {}

    /**
     * A note on the ticket.
     *
     * @param title a template, as is {@code text}; one of them may be empty
     * @param publish {@link Note#PUBLISH_ALL} or {@link Note#PUBLISH_INTERNAL}
     */
    record AddNote(String title, String text, long publish) implements Action {
        public AddNote {
            if (title.isBlank() && text.isBlank()) {
                throw new RuleRefused("a note needs a title or a text");
            }
            if (publish != Note.PUBLISH_ALL && publish != Note.PUBLISH_INTERNAL) {
                throw new RuleRefused("note: publish %d is not known; use %d (everybody) or %d (internal)"
                        .formatted(publish, Note.PUBLISH_ALL, Note.PUBLISH_INTERNAL));
            }
        }
    }

    /**
     * A new ticket.
     *
     * @param fields what it is made with, a title among them; without a company it is of the company that the ticket is of
     */
    record CreateTicket(List<Update> fields) implements Action {
        private static final Attribute TITLE = new Attribute.Field(TicketField.TITLE);

        public CreateTicket {
            fields = List.copyOf(fields);
            var targets = new HashSet<Attribute>();
            for (var field : fields) {
                if (field.value() instanceof NewValue.Cleared) {
                    throw new RuleRefused("a new ticket holds nothing that could be cleared; leave the field out");
                }
                if (!targets.add(field.target())) {
                    throw new RuleRefused("a new ticket is given the same field twice");
                }
            }
            if (!targets.contains(TITLE)) {
                throw new RuleRefused("a new ticket needs a title");
            }
        }

        /** Whether it is made with a value in that field. */
        boolean names(Attribute target) {
            return fields.stream().anyMatch(field -> field.target().equals(target));
        }
    }

    /**
     * People are told.
     *
     * @param who each once, in this order
     * @param subject a template, as is {@code text}, which may be empty
     * @param storeAsNote whether it is an internal note on the ticket too
     */
    record Notify(List<Recipient> who, String subject, String text, boolean storeAsNote) implements Action {
        public static final int MOST_RECIPIENTS = 50;

        public Notify {
            who = who.stream().distinct().toList();
            if (who.isEmpty()) {
                throw new RuleRefused(
                        "notify: who is empty; use assigned-resource, contact, actor, account, logins and mail addresses");
            }
            if (who.size() > MOST_RECIPIENTS) {
                throw new RuleRefused("notify: %d recipients; at most %d go".formatted(who.size(), MOST_RECIPIENTS));
            }
            if (subject.isBlank()) {
                throw new RuleRefused("notify: a mail needs a subject");
            }
        }

        /** The note that it is stored as, where it is. */
        AddNote note() {
            return new AddNote(subject, text, Note.PUBLISH_INTERNAL);
        }
    }
}
