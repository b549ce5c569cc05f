package dev.roundtrip.callout;

import dev.roundtrip.template.Place;
import dev.roundtrip.template.TemplateKind;
import dev.roundtrip.template.Text;
import dev.roundtrip.template.ValueText;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a callout sends unless it has a template of its own.
 *
 * @param status the label of the ticket's status
 * @param domain the desk's own name
 * @param udfName the field the callout asks for, or null when it asks for none
 * @param udfValue what the ticket holds in that field; with a name and only then
 */
record StandardData(
        long id,
        String number,
        String status,
        Instant created,
        Instant lastActivity,
        String domain,
        @Nullable String udfName,
        @Nullable String udfValue) {

    StandardData {
        if ((udfName == null) != (udfValue == null)) {
            throw new IllegalArgumentException("ticket " + number + ": a field's name and its value come together");
        }
    }

    /**
     * The body in a standard format.
     *
     * @param zone of the desk, in which times are written
     * @throws RenderFailed when it is too long
     */
    String body(DataFormat format, ZoneId zone) {
        return switch (format) {
            case NAME_VALUE_PAIRS -> capped(TemplateKind.FORM, pairs(zone, Place.FORM));
            case XML -> capped(TemplateKind.XML, xml(zone));
            case JSON -> capped(TemplateKind.JSON, json(zone));
            case CUSTOM -> throw new IllegalArgumentException("a custom body is rendered from its template");
        };
    }

    /**
     * The address of a GET: the data follows what the address already has as its query.
     *
     * @throws RenderFailed when it becomes too long
     */
    Text appendedTo(Text address, ZoneId zone) {
        String shown = address.sample();
        String separator = shown.indexOf('?') < 0 ? "?" : shown.endsWith("?") || shown.endsWith("&") ? "" : "&";
        String data = separator + pairs(zone, Place.QUERY);
        TemplateKind.URL.refuseBeyondCap(ValueText.bytes(shown) + data.length());
        return address.plus(data);
    }

    private String pairs(ZoneId zone, Place place) {
        return each(zone, "&", (name, value) -> name + "=" + place.escape(value));
    }

    private String xml(ZoneId zone) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ticket>"
                + each(zone, "", (name, value) -> "<" + name + ">" + Place.XML.escape(value) + "</" + name + ">")
                + "</ticket>";
    }

    private String json(ZoneId zone) {
        return "{"
                + each(
                        zone,
                        ",",
                        (name, value) ->
                                "\"" + name + "\":" + (name.equals("id") ? value : Place.JSON_VALUE.escape(value)))
                + "}";
    }

    private String each(ZoneId zone, String separator, BiFunction<String, String, String> written) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("id", Long.toString(id));
        values.put("number", number);
        values.put("status", status);
        values.put("created_datetime", ValueText.of(created, zone));
        values.put("last_activity_datetime", ValueText.of(lastActivity, zone));
        values.put("domain", domain);
        if (udfName != null && udfValue != null) {
            values.put("udf_name", udfName);
            values.put("udf_value", udfValue);
        }
        return values.entrySet().stream()
                .map(entry -> written.apply(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(separator));
    }

    private static String capped(TemplateKind kind, String body) {
        kind.refuseBeyondCap(ValueText.bytes(body));
        return body;
    }
}
