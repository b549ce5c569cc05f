package dev.roundtrip.web;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * What somebody looks for among the tickets, as typed; blank asks for nothing.
 *
 * @param q text in title or number
 * @param status a number, or {@link #ALL}; without it those that are not complete
 * @param company its name
 * @param assigned {@link #ME}, {@link #NOBODY}, or a person's id
 * @param field the id of a user-defined field, which holds {@code value}
 * @param since a local date, or {@link #TODAY}
 */
record TicketFilter(
        @Nullable String q,
        @Nullable String status,
        @Nullable String priority,
        @Nullable String queue,
        @Nullable String company,
        @Nullable String assigned,
        @Nullable String field,
        @Nullable String value,
        @Nullable String since) {
    private static final String LIST = "/tickets";

    static final String ALL = "all";
    static final String ME = "me";
    static final String NOBODY = "nobody";
    static final String TODAY = "today";

    static final TicketFilter OPEN = new TicketFilter(null, null, null, null, null, null, null, null, null);
    static final TicketFilter MINE = new TicketFilter(null, null, null, null, null, ME, null, null, null);
    static final TicketFilter NEW_TODAY = new TicketFilter(null, ALL, null, null, null, null, null, null, TODAY);
    static final TicketFilter EVERY = new TicketFilter(null, ALL, null, null, null, null, null, null, null);

    TicketFilter {
        q = typed(q);
        status = typed(status);
        priority = typed(priority);
        queue = typed(queue);
        company = typed(company);
        assigned = typed(assigned);
        // The one without the other asks for nothing.
        field = typed(value) == null ? null : typed(field);
        value = field == null ? null : typed(value);
        since = typed(since);
    }

    /** Out of an address, without its question mark. */
    static TicketFilter of(String query) {
        var found = UriComponentsBuilder.newInstance().query(query).build().getQueryParams();
        var all = new LinkedHashMap<String, String>();
        found.forEach((name, values) -> {
            if (!values.isEmpty() && values.getFirst() != null) {
                all.put(name, UriUtils.decode(values.getFirst().replace('+', ' '), StandardCharsets.UTF_8));
            }
        });
        return new TicketFilter(
                all.get("q"),
                all.get("status"),
                all.get("priority"),
                all.get("queue"),
                all.get("company"),
                all.get("assigned"),
                all.get("field"),
                all.get("value"),
                all.get("since"));
    }

    /** Without zero characters: nobody types them, and PostgreSQL takes none, not even to look for it. */
    private static @Nullable String typed(@Nullable String text) {
        var plain = text == null ? "" : text.replace("\0", "").strip();
        return plain.isEmpty() ? null : plain;
    }

    public boolean isEmpty() {
        return equals(OPEN);
    }

    /** As it stands in an address, without the question mark. The same for all that ask for the same. */
    String query() {
        return PageAddress.of(LIST, fields()).query();
    }

    String address() {
        return PageAddress.of(LIST, fields()).plain();
    }

    /** The page that goes on from that key. */
    String address(long before) {
        var fields = fields();
        fields.put("before", Long.toString(before));
        return PageAddress.of(LIST, fields).plain();
    }

    private Map<String, @Nullable String> fields() {
        var fields = new LinkedHashMap<String, @Nullable String>();
        fields.put("q", q);
        fields.put("status", status);
        fields.put("priority", priority);
        fields.put("queue", queue);
        fields.put("company", company);
        fields.put("assigned", assigned);
        fields.put("field", field);
        fields.put("value", value);
        fields.put("since", since);
        return fields;
    }
}
