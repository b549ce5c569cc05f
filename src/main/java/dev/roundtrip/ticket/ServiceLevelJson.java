package dev.roundtrip.ticket;

import java.time.Duration;
import java.util.HashMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A service level's settings as the store keeps them: priorities and statuses by number, lengths in milliseconds.
 *
 * <pre>
 * {"hours": "business-hours",
 *  "targets": {"4": {"first-response": 1800000, "resolution": 14400000}, "other": {…}},
 *  "statuses": {"nothing": [1], "waiting": [7, 12], "resolution-plan": [8]}}
 * </pre>
 */
final class ServiceLevelJson {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String OTHER = "other";

    private ServiceLevelJson() {}

    static String written(ServiceLevel level) {
        var root = JSON.createObjectNode();
        root.put("hours", level.hours().word());
        var targets = root.putObject("targets");
        new TreeMap<>(level.targets()).forEach((priority, of) -> write(of, targets.putObject(priority.toString())));
        if (level.other() != null) {
            write(level.other(), targets.putObject(OTHER));
        }
        var statuses = root.putObject("statuses");
        write(level.statuses().nothing(), statuses, "nothing");
        write(level.statuses().waiting(), statuses, "waiting");
        write(level.statuses().resolutionPlan(), statuses, "resolution-plan");
        return JSON.writeValueAsString(root);
    }

    private static void write(Targets targets, ObjectNode to) {
        write(targets.firstResponse(), to, "first-response");
        write(targets.resolutionPlan(), to, "resolution-plan");
        write(targets.resolution(), to, "resolution");
    }

    private static void write(@Nullable Duration target, ObjectNode to, String name) {
        if (target != null) {
            to.put(name, target.toMillis());
        }
    }

    private static void write(Set<Long> statuses, ObjectNode to, String name) {
        var list = to.putArray(name);
        new TreeSet<>(statuses).forEach(list::add);
    }

    static ServiceLevel read(long id, String name, boolean active, boolean byDefault, String settings) {
        var root = JSON.readTree(settings);
        var targets = new HashMap<Long, Targets>();
        root.path("targets").forEachEntry((priority, of) -> {
            if (!priority.equals(OTHER)) {
                targets.put(Long.valueOf(priority), targets(of));
            }
        });
        var other = root.path("targets").path(OTHER);
        var statuses = root.path("statuses");
        return new ServiceLevel(
                id,
                name,
                active,
                byDefault,
                ServiceLevel.Hours.of(root.path("hours").asString()),
                targets,
                other.isMissingNode() ? null : targets(other),
                new StatusMeanings(
                        numbers(statuses, "nothing"),
                        numbers(statuses, "waiting"),
                        numbers(statuses, "resolution-plan")));
    }

    private static Targets targets(JsonNode node) {
        return new Targets(
                duration(node, "first-response"), duration(node, "resolution-plan"), duration(node, "resolution"));
    }

    private static @Nullable Duration duration(JsonNode node, String name) {
        return node.has(name) ? Duration.ofMillis(node.path(name).asLong()) : null;
    }

    private static Set<Long> numbers(JsonNode node, String name) {
        var numbers = new TreeSet<Long>();
        node.path(name).forEach(number -> numbers.add(number.asLong()));
        return numbers;
    }
}
