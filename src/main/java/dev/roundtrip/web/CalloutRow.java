package dev.roundtrip.web;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.delivery.LaneDay;
import dev.roundtrip.delivery.Probed;
import dev.roundtrip.notify.Reach;
import dev.roundtrip.rule.Rule;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A callout in the list.
 *
 * @param url without its query, secrets shown as dots
 * @param field that a ticket must hold a value in; null for all tickets
 * @param failing since when its target keeps failing; null when it does not
 * @param day what it did in the last 24 hours
 * @param untold what to warn of where nobody is told, or none of those who are named can be; null when somebody is
 * @param rest what is still to do; null when that is nothing
 */
record CalloutRow(
        long id,
        String name,
        boolean active,
        String url,
        @Nullable String field,
        List<RuleLink> rules,
        Spark spark,
        @Nullable String failing,
        @Nullable String untold,
        String day,
        @Nullable String rest) {
    private static final Pattern SECRET = Pattern.compile("\\{\\{\\s*secret\\.[^}]*}}", Pattern.CASE_INSENSITIVE);

    /** A rule that executes a callout. */
    record RuleLink(long id, String name, boolean active) {
        static RuleLink of(Rule rule) {
            return new RuleLink(rule.id(), rule.name(), rule.active());
        }
    }

    static CalloutRow of(
            Callout callout,
            @Nullable String field,
            List<Rule> rules,
            LaneDay day,
            @Nullable Probed probed,
            Reach reach,
            Words words) {
        return new CalloutRow(
                callout.id(),
                callout.name(),
                callout.active(),
                shown(callout.url()),
                field,
                rules.stream().map(RuleLink::of).toList(),
                Spark.of(day),
                probed == null ? null : words.say("callouts.failing", words.time(probed.since())),
                untold(reach, words),
                told(day, words),
                rest(day, words));
    }

    private static @Nullable String untold(Reach reach, Words words) {
        return switch (reach) {
            case SOMEBODY, ASSIGNED_ALONE -> null;
            case NONE -> words.say("callouts.unreached");
            case NOBODY_NAMED -> words.say("callouts.nobody");
        };
    }

    /** What stands in the query is often a key; nobody needs it to know a callout. */
    private static String shown(String url) {
        return SECRET.matcher(url.split("[?#]", 2)[0]).replaceAll("••••••••");
    }

    private static String told(LaneDay day, Words words) {
        int delivered = day.delivered().stream().mapToInt(n -> n).sum();
        int failed = day.failed().stream().mapToInt(n -> n).sum();
        return delivered + failed == 0 ? words.say("callouts.day.none") : words.say("callouts.day", delivered, failed);
    }

    private static @Nullable String rest(LaneDay day, Words words) {
        if (day.waiting() > 0 && day.next() != null) {
            return words.say("callouts.waiting", day.waiting(), words.time(day.next()));
        }
        return day.held() == 0 ? null : words.say("callouts.held", day.held());
    }
}
