package dev.roundtrip.web;

import dev.roundtrip.watch.Worry;
import dev.roundtrip.watch.WorryWords;
import java.util.List;

/**
 * What worries the desk about itself, and where to go.
 *
 * @param more how many further pages there would be
 */
record WorryRow(String subject, String meaning, List<Link> links, int more) {
    private static final int MOST_LINKS = 10;

    record Link(String page, String name) {}

    static WorryRow of(Worry worry, WorryWords told, Words words) {
        var links = switch (worry) {
            case Worry.FullDisk _ -> List.<Link>of();
            case Worry.Stalled stalled -> List.of(new Link(stalled.page(), words.say("deliveries.title")));
            case Worry.ManyRules rules -> List.of(new Link(rules.page(), words.say("audit.title")));
            case Worry.Expiring one ->
                one.callouts().stream()
                        .map(callout -> new Link(callout.page(), callout.name()))
                        .toList();
        };
        return new WorryRow(
                told.subject(worry),
                told.meaning(worry),
                links.subList(0, Math.min(MOST_LINKS, links.size())),
                Math.max(0, links.size() - MOST_LINKS));
    }
}
