package dev.roundtrip.story.real;

import dev.roundtrip.callout.Names;
import dev.roundtrip.callout.Template;
import dev.roundtrip.callout.TemplateKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/**
 * A callout of a setup file that we ship, rendered by the desk's own templates but read and sent with the least that can do it, so that the
 * file stands proven against the system it is for before a whole desk runs.
 */
final class ShippedCallout {

    /** Not UTC, so that times go out with an offset. */
    private static final ZoneId DESK_ZONE = ZoneId.of("America/New_York");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:(\\w+)}");

    private final JsonNode callout;
    private final Names names;
    private final Map<String, String> environment;

    private ShippedCallout(JsonNode callout, Names names, Map<String, String> environment) {
        this.callout = callout;
        this.names = names;
        this.environment = environment;
    }

    static ShippedCallout read(Path setupFile, String name, Map<String, String> environment) throws IOException {
        try (var in = Files.newBufferedReader(setupFile)) {
            JsonNode setup =
                    RemoteApi.JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(in));
            var fields = setup.path("fields")
                    .valueStream()
                    .map(field -> "udf." + field.path("name").asString());
            var names = Names.of(
                    Stream.concat(Stream.of("ticket.ticketNumber"), fields).toList());
            return setup.path("callouts")
                    .valueStream()
                    .filter(callout -> callout.path("name").asString().equals(name))
                    .map(callout -> new ShippedCallout(callout, names, environment))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Sends it, now, for a ticket with these values, by the names that stand between the braces; the rest has no value. */
    HttpResponse<String> send(Map<String, String> values, PrivateCa ca) throws IOException {
        var url = URI.create(resolved("/url"));
        var headers = new HashMap<String, String>();
        callout.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asString()));
        headers.put("Content-Type", resolved("/content-type"));
        try (var target = new RemoteApi(url, resolved("/auth/basic/username"), resolved("/auth/basic/password"), ca)) {
            return target.send(resolved("/method"), url.getPath(), headers, body(values));
        }
    }

    private String body(Map<String, String> values) {
        var withoutCase = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        withoutCase.putAll(values);
        return Template.parse(resolved("/body"), TemplateKind.ofContentType(resolved("/content-type")), names)
                .render(withoutCase::get, Instant.now(), DESK_ZONE)
                .fill(secret -> null);
    }

    private String resolved(String pointer) {
        return VARIABLE.matcher(callout.at(pointer).asString())
                .replaceAll(found -> Matcher.quoteReplacement(environment.getOrDefault(found.group(1), "")));
    }
}
