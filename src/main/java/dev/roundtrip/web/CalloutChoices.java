package dev.roundtrip.web;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the lists in the form of a callout offer, by field. */
final class CalloutChoices {
    private CalloutChoices() {}

    static Map<String, List<Choice>> of(Words words) {
        return Map.of(
                "after-crash",
                List.of(
                        new Choice("resend", words.say("callout.after-crash.resend")),
                        new Choice("hold", words.say("callout.after-crash.hold"))),
                "auth",
                List.of(
                        new Choice("none", words.say("callout.auth.none")),
                        new Choice("basic", words.say("callout.auth.basic")),
                        new Choice("bearer", words.say("callout.auth.bearer")),
                        new Choice("header", words.say("callout.auth.header")),
                        new Choice("query", words.say("callout.auth.query")),
                        new Choice("oauth2", words.say("callout.auth.oauth"))),
                "sign",
                List.of(new Choice("0", words.say("callout.sign.no")), new Choice("1", words.say("callout.sign.yes"))),
                "method",
                Stream.of("POST", "GET", "PUT", "PATCH", "DELETE")
                        .map(method -> new Choice(method, method))
                        .toList(),
                "format",
                List.of(
                        new Choice("name-value-pairs", words.say("callout.format.pairs")),
                        new Choice("xml", "XML"),
                        new Choice("json", "JSON"),
                        new Choice("custom", words.say("callout.format.custom"))),
                TellingForm.WHEN,
                List.of(
                        new Choice("failure", words.say("callout.notify.failure")),
                        new Choice("every", words.say("callout.notify.every"))),
                "success.body",
                List.of(
                        new Choice("none", words.say("callout.success.body.none")),
                        new Choice("contains", words.say("callout.success.body.contains")),
                        new Choice("lacks", words.say("callout.success.body.lacks")),
                        new Choice("present", words.say("callout.success.body.present")),
                        new Choice("absent", words.say("callout.success.body.absent")),
                        new Choice("equals", words.say("callout.success.body.equals"))));
    }
}
