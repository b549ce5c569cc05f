package dev.roundtrip.callout;

import dev.roundtrip.directory.Desk;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.field.UserField;
import dev.roundtrip.template.RenderedBody;
import dev.roundtrip.template.Text;
import dev.roundtrip.template.Values;
import dev.roundtrip.ticket.TicketChange;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the request that a callout sends about a ticket, the moment its rule fires. */
final class RequestWriter {
    private final Clock clock;
    private final Desk desk;
    private final Picklists picklists;

    RequestWriter(Clock clock, Desk desk, Picklists picklists) {
        this.clock = clock;
        this.desk = desk;
        this.picklists = picklists;
    }

    /**
     * @param field the one the callout asks for, null when it asks for none
     * @throws RenderFailed when a part becomes too long, or cannot be written safely
     */
    Written write(
            Callout callout,
            CalloutTemplates templates,
            @Nullable UserField field,
            TicketChange change,
            Values values) {
        var settings = desk.settings();
        var zone = settings.zone();
        var now = clock.instant();
        var url = templates.url().render(values, now, zone);
        var headers = new LinkedHashMap<String, Text>();
        templates.headers().forEach((name, template) -> headers.put(name, template.render(values, now, zone)));
        if (callout.format() == DataFormat.CUSTOM) {
            return custom(callout, templates, url, headers, values, now, zone);
        }
        var data = data(settings.domain(), field, change);
        // A body goes with every method but GET; there the data follows the address.
        return callout.method().equals("GET")
                ? new Written(new FrozenRequest("GET", data.appendedTo(url, zone), headers, null, null), null)
                : new Written(
                        new FrozenRequest(
                                callout.method(),
                                url,
                                headers,
                                callout.format().contentType(),
                                Text.of(data.body(callout.format(), zone))),
                        null);
    }

    private static Written custom(
            Callout callout,
            CalloutTemplates templates,
            Text url,
            Map<String, Text> headers,
            Values values,
            Instant now,
            ZoneId zone) {
        if (templates.body() == null) {
            return new Written(new FrozenRequest(callout.method(), url, headers, null, null), null);
        }
        var body = templates.body().render(values, now, zone);
        var contentType = String.valueOf(callout.contentType());
        var complaint = RenderedBody.complaint(contentType, body);
        return new Written(
                new FrozenRequest(callout.method(), url, headers, contentType, body),
                complaint == null ? null : "the body does not parse: " + complaint);
    }

    private StandardData data(String domain, @Nullable UserField field, TicketChange change) {
        var ticket = change.after();
        return new StandardData(
                ticket.id(),
                ticket.ticketNumber(),
                picklists.label(PicklistName.STATUS, ticket.status()),
                ticket.createdAt(),
                ticket.lastActivityAt(),
                domain,
                field == null ? null : field.name(),
                field == null ? null : String.valueOf(ticket.userValue(field.id())));
    }
}
