package dev.roundtrip.template;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small desk for templates: a few names, and a ticket whose values a test sets. */
public final class Sample {
    static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    static final Instant NOW = Instant.parse("2019-10-29T18:14:47.643Z");
    static final Names NAMES = Names.of(List.of(
            "ticket.id",
            "ticket.title",
            "ticket.status",
            "ticket.createDate",
            "ticket.isOverdue",
            "udf.AlertID",
            "udf.cf_rand319577",
            "udf.Alert ID 2",
            "udf.Größe (GB)",
            "company.name",
            "secret.key"));

    private final Map<String, Object> values = new HashMap<>();

    /** The ticket with one more value, by canonical name. */
    public Sample with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    public static Sample title(String title) {
        return new Sample().with("ticket.title", title);
    }

    public Text render(TemplateKind kind, String template) {
        return Template.parse(template, kind, NAMES).render(this::value, NOW, NEW_YORK);
    }

    /** As {@link #render}, for a template without secrets. */
    public String rendered(TemplateKind kind, String template) {
        return render(kind, template).fill(name -> null);
    }

    private @Nullable Object value(String name) {
        return values.get(name);
    }
}
