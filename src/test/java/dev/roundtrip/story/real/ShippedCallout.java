package dev.roundtrip.story.real;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/**
 * A callout of a setup file that we ship, read and sent with the least that can do it, so that the file stands proven against the system it
 * is for whatever the desk's own reader and sender make of it.
 */
final class ShippedCallout {

    private static final Pattern SECTION = Pattern.compile("\\{\\{([#^])([^}]+)}}(.*?)\\{\\{/\\2}}", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("\\{\\{([^}]+)}}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:(\\w+)}");

    private final JsonNode callout;
    private final Map<String, String> environment;

    private ShippedCallout(JsonNode callout, Map<String, String> environment) {
        this.callout = callout;
        this.environment = environment;
    }

    static ShippedCallout read(Path setupFile, String name, Map<String, String> environment) throws IOException {
        try (var in = Files.newBufferedReader(setupFile)) {
            var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
            JsonNode setup = RemoteApi.JSON.valueToTree(yaml.load(in));
            return setup.path("callouts")
                    .valueStream()
                    .filter(callout -> callout.path("name").asString().equals(name))
                    .map(callout -> new ShippedCallout(callout, environment))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Sends it for a ticket with these values, by the names that stand between the braces; what is not among them has no value. */
    HttpResponse<String> send(Map<String, String> values, PrivateCa ca) throws IOException {
        var url = URI.create(resolved("/url"));
        var headers = new HashMap<String, String>(callout.path("headers").properties().stream()
                .collect(toMap(Entry::getKey, header -> header.getValue().asString())));
        headers.put("Content-Type", resolved("/content-type"));
        try (var target = new RemoteApi(url, resolved("/auth/basic/username"), resolved("/auth/basic/password"), ca)) {
            return target.send(resolved("/method"), url.getPath(), headers, rendered(resolved("/body"), values));
        }
    }

    private String resolved(String pointer) {
        return VARIABLE.matcher(callout.at(pointer).asString())
                .replaceAll(found -> Matcher.quoteReplacement(environment.getOrDefault(found.group(1), "")));
    }

    private static String rendered(String template, Map<String, String> values) {
        var chosen = SECTION.matcher(template).replaceAll(found -> {
            var hasValue = !values.getOrDefault(found.group(2), "").isBlank();
            return Matcher.quoteReplacement(hasValue == found.group(1).equals("#") ? found.group(3) : "");
        });
        return TAG.matcher(chosen).replaceAll(found -> {
            var quoted = RemoteApi.JSON.writeValueAsString(values.getOrDefault(found.group(1), ""));
            return Matcher.quoteReplacement(quoted.substring(1, quoted.length() - 1));
        });
    }
}
