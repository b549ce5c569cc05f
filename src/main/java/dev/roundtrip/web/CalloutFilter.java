package dev.roundtrip.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
        var query = new ArrayList<String>();
        put(query, "q", text());
        put(query, "active", active == null ? "" : active);
        put(query, "after", after == null ? "" : after);
        return query.isEmpty() ? "/callouts" : "/callouts?" + String.join("&", query);
    }

    private static void put(ArrayList<String> query, String name, String value) {
        if (!value.isEmpty()) {
            query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
