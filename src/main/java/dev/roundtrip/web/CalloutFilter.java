package dev.roundtrip.web;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for among the callouts, as typed; blank asks for nothing.
 *
 * @param q text in name or address
 * @param active {@code yes}, {@code no}
 */
record CalloutFilter(@Nullable String q, @Nullable String active) {
    CalloutFilter {
        q = q == null ? "" : q.strip();
        active = active == null ? "" : active;
    }

    public boolean isEmpty() {
        return text().isEmpty() && wantsActive() == null;
    }

    String text() {
        return q == null ? "" : q;
    }

    @Nullable
    Boolean wantsActive() {
        return switch (active) {
            case "yes" -> Boolean.TRUE;
            case "no" -> Boolean.FALSE;
            case null, default -> null;
        };
    }

    /** Address of the list with this filter, from behind that name on. */
    String address(@Nullable String after) {
        var asked = new LinkedHashMap<String, @Nullable String>();
        asked.put("q", q);
        asked.put("active", active);
        asked.put("after", after);
        return PageAddress.of("/callouts", asked).plain();
    }
}
