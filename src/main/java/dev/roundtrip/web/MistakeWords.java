package dev.roundtrip.web;

import static dev.roundtrip.web.KnownMistakes.known;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says in the reader's language what the rooms have against what was typed. They speak English, with the words of the file and the API; those
 * that people meet most are told here in both, the rest as it comes, marked as English.
 */
final class MistakeWords {
    /**
     * What there is to mend.
     *
     * @param language of the text, where it is not the page's
     */
    record Said(String text, @Nullable String language) {}

    private static final KnownMistakes KNOWN = new KnownMistakes(List.of(
            known("is empty|lacks the key \".*\"", "mistake.empty"),
            known("there is an? .+ \"(.*)\" already(?:; choose another name)?", "mistake.taken"),
            known(".* name \".*\": 1 to 100 characters", "mistake.name"),
            known("holds a line break or a control character; write it on one line", "mistake.line"),
            known("\"(.*)\" is out of range: (.+) to (.+)", "mistake.range"),
            known("\"(.*)\" is not a whole number", "mistake.number"),
            known("\"(.*)\" is not a length of time, .*", "mistake.span"),
            known("status codes: \"(.*)\" is neither .*", "mistake.code"),
            known("status codes: the range \"(.*)\" runs backwards; write (.+)", "mistake.backwards"),
            known("a callout without a status code .*", "mistake.no-code"),
            known("its password, token or value is missing", "mistake.secret"),
            known("its value is missing|is missing", "mistake.value"),
            known("lacks its secret; the one that is kept belongs to .*", "mistake.other-secret"),
            known("lacks its secrets; none are kept", "mistake.value"),
            known("the URL has no scheme; .*", "mistake.url.scheme"),
            known("the URL has no readable host; .*", "mistake.url.host"),
            known("the URL holds a user name .*", "mistake.url.user"),
            known("the URL has a fragment .*", "mistake.url.fragment"),
            known("(.+) is not a value; did you mean (.+)\\?", "mistake.name-near"),
            known("(.+) is not a value; .*", "mistake.name-unknown"),
            known("the tag is not closed; .*", "mistake.tag-open"),
            known("needs the certificate that it belongs to beside it", "mistake.key-alone"),
            known("cannot be set; the desk writes it itself", "mistake.header.own"),
            known("is no name of a header; .*", "mistake.header.name"),
            known("\"(.*)\" is not an e-mail address, .*", "mistake.email"),
            known("has \\d+ characters; at least (\\d+) are needed", "mistake.short"),
            known("is one of those that are guessed first; .*", "mistake.password.common"),
            known("is the name of somebody or something at this desk, .*", "mistake.password.name"),
            known("is longer than (\\d+) characters", "mistake.password.long"),
            known("holds half a character", "mistake.password.half"),
            known("no administrator would be left who can sign in; .*", "mistake.last-administrator"),
            known("\"(.*)\" is over already; .*", "mistake.expired"),
            known("\"(.*)\" is neither a day, such as .*", "mistake.expires"),
            known("\"(.*)\" is no company of this desk; did you mean \"(.*)\"\\?", "mistake.company-near"),
            known("\"(.*)\" is no company of this desk", "mistake.company"),
            known("\"(.*)\" is no date, such as .*", "mistake.day"),
            known("\"(.*)\" means a group in rules; .*", "mistake.group"),
            known("\"(.*)\" means a channel in rules; .*", "mistake.channel-login"),
            known("channel name \"(.*)\": 1 to 50 letters, .*", "mistake.channel-name"),
            known("a new channel needs one", "mistake.channel-url"),
            known("the one that is kept is of kind (.+); name the new one too", "mistake.channel-kind"),
            known("the URL does not end with a topic .*", "mistake.channel-topic"),
            known("\"(.*)\" is the label of (\\d+) already; .*", "mistake.label-taken"),
            known("(\\d+) is \"(.*)\" already; choose another id", "mistake.number-taken"),
            known("is false, and the desk itself needs this value; .*", "mistake.system-value"),
            known("who \"(.*)\": nobody has that login.*", "rule.mistake.login"),
            known("who \"(.*)\": this is no mail address.*", "rule.mistake.address"),
            known("who \"(.*)\": that person is inactive.*", "rule.mistake.person-inactive"),
            known("\"(.*)\": a callout tells assigned-resource, .*", "mistake.telling.role"),
            known("quiet hours \"(.*)\": they have no length; .*", "mistake.quiet.length"),
            known("quiet hours \"(.*)\": from one time .*", "mistake.quiet"),
            known("no hours are named.*", "rule.mistake.no-hours"),
            known("\"(.*)\" is no span of hours.*", "rule.mistake.hours"),
            known("the hours (.*) do not end after they begin.*", "rule.mistake.hours-end"),
            known("on \\w+ the hours (.*) and (.*) overlap", "rule.mistake.hours-overlap")));

    private static final Pattern PLACE = Pattern.compile(" \\(line (\\d+), column (\\d+) of the text\\)$");

    private MistakeWords() {}

    static Said say(Entries.Mistake mistake, Words words) {
        var placed = PLACE.matcher(mistake.message());
        if (!placed.find()) {
            return said(mistake.message(), KNOWN.say(mistake.message(), words));
        }
        return said(
                mistake.message(),
                KNOWN.say(mistake.message().substring(0, placed.start()), words)
                        .map(text -> words.say("mistake.place", text, placed.group(1), placed.group(2))));
    }

    static Said said(String english, Optional<String> known) {
        return known.map(text -> new Said(text, null)).orElseGet(() -> new Said(english, "en"));
    }
}
