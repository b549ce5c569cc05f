package dev.roundtrip.web;

import dev.roundtrip.rule.Rule;
import dev.roundtrip.rule.RuleEvent;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which rules somebody looks for; blank asks for nothing.
 *
 * @param q words of name and sentence
 * @param event of what kind one of its events is
 * @param callout id of one that it executes
 */
record RuleFilter(
        @Nullable String q,
        @Nullable String event,
        @Nullable String callout) {
    /** What rules listen to, as one looks for it. */
    static final List<String> KINDS = List.of("created", "edited", "note-added", "attachment-added", "time");

    RuleFilter {
        q = typed(q);
        event = typed(event);
        callout = typed(callout);
    }

    private static @Nullable String typed(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    public boolean isEmpty() {
        return q == null && event == null && callout == null;
    }

    boolean takes(Rule rule, List<Piece> sentence) {
        return (q == null || holds(rule.name() + " " + Piece.text(sentence), q))
                && (event == null
                        || rule.events().stream().anyMatch(one -> kind(one).equals(event)))
                && (callout == null
                        || rule.callouts().stream().anyMatch(id -> Objects.equals(Long.toString(id), callout)));
    }

    private static String kind(RuleEvent event) {
        return switch (event) {
            case RuleEvent.Made made -> made.on().word();
            case RuleEvent.Reached _ -> "time";
        };
    }

    private static boolean holds(String text, String wanted) {
        return text.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
    }
}
