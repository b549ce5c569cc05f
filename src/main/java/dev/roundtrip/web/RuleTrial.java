package dev.roundtrip.web;

import dev.roundtrip.rule.FailedCondition;
import dev.roundtrip.rule.Rehearsed;
import dev.roundtrip.rule.Rule;
import dev.roundtrip.rule.RuleRefused;
import dev.roundtrip.rule.RuleWords;
import dev.roundtrip.rule.TraceLine;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a rule would have done in the past, as its page tells it.
 *
 * @param broken why it would not run at all, in English
 */
record RuleTrial(
        String headline, String looked, boolean whole, List<String> broken, List<WhyNot> whyNot, List<Sample> samples) {

    /**
     * @param condition null for the time window
     * @param ticketNumber of one of them
     * @param met the values of that one
     */
    record WhyNot(String count, List<Piece> condition, String ticketNumber, String met) {}

    record Sample(
            long ticketId,
            String ticketNumber,
            String title,
            Moment at,
            String by,
            List<String> done,
            List<Call> calls,
            @Nullable String failed) {}

    /** @param request null when nothing would go out; then {@code why}, in English, says why */
    record Call(
            String callout,
            Exchange.@Nullable Message request,
            @Nullable String why) {}

    /** Puts a rehearsal into the reader's words. */
    static final class Teller {
        private final Words words;
        private final RuleSentence sentence;
        private final RuleWords spelled;

        Teller(Words words, RuleSentence sentence, RuleWords spelled) {
            this.words = words;
            this.sentence = sentence;
            this.spelled = spelled;
        }

        RuleTrial of(Rule rule, Rehearsed rehearsed) {
            return new RuleTrial(
                    words.say("trial.fires", rehearsed.fires()),
                    words.say("trial.looked", rehearsed.changes(), rehearsed.tickets(), words.time(rehearsed.from())),
                    rehearsed.whole(),
                    rehearsed.broken(),
                    rehearsed.whyNot().stream().map(one -> whyNot(rule, one)).toList(),
                    rehearsed.samples().stream().map(this::sample).toList());
        }

        private WhyNot whyNot(Rule rule, Rehearsed.WhyNot one) {
            var condition = one.condition() == 0
                    ? Optional.ofNullable(rule.during()).map(sentence::window).orElse(List.of())
                    : sentence.condition(rule.conditions().get(one.condition() - 1));
            return new WhyNot(
                    words.say("trial.why-not", one.changes()), condition, one.ticketNumber(), met(one.failed()));
        }

        private String met(FailedCondition failed) {
            return switch (failed) {
                case FailedCondition.Test test -> met(test);
                case FailedCondition.Any(var any) ->
                    String.join("; ", any.stream().map(this::met).toList());
                case FailedCondition.Window window ->
                    words.time(OffsetDateTime.parse(window.at()).toInstant());
            };
        }

        private String met(FailedCondition.Test test) {
            var attribute = attribute(test.attribute());
            var after = shown(test, test.after());
            return Objects.equals(test.before(), test.after())
                    ? words.say("trial.met", attribute, after)
                    : words.say("trial.met.changed", attribute, shown(test, test.before()), after);
        }

        private String shown(FailedCondition.Test test, @Nullable Object value) {
            var shown = test.shown(value);
            return shown == null ? words.say("trial.empty") : shown;
        }

        private Sample sample(Rehearsed.Sample sample) {
            return new Sample(
                    sample.ticketId(),
                    sample.ticketNumber(),
                    sample.title(),
                    Moment.of(sample.at(), words),
                    words.say("trial.by", event(sample.event()), sample.actor()),
                    done(sample),
                    sample.callouts().stream().map(Teller::call).toList(),
                    sample.failed());
        }

        /** {@code created}, or a state with its length: {@code idle-for 30m} */
        private String event(String event) {
            var parts = event.split(" ", 2);
            return words.say("trial.event." + parts[0], parts.length > 1 ? parts[1] : "");
        }

        private List<String> done(Rehearsed.Sample sample) {
            var done = new ArrayList<String>();
            sample.updates().forEach(update -> done.add(updated("trial.sets", update)));
            sample.notes()
                    .forEach(note ->
                            done.add(words.say("trial.notes", note.title().isBlank() ? note.text() : note.title())));
            sample.tickets()
                    .forEach(ticket -> done.add(words.say(
                            "trial.creates",
                            String.join(
                                    ", ",
                                    ticket.fields().stream()
                                            .map(field -> updated("trial.field", field))
                                            .toList()))));
            sample.notices()
                    .forEach(notice ->
                            done.add(words.say("trial.tells", String.join(", ", notice.who()), notice.subject())));
            return done;
        }

        private String updated(String key, TraceLine.Updated update) {
            return words.say(
                    key,
                    attribute(update.attribute()),
                    update.value() == null
                            ? words.say("trial.empty")
                            : update.value().toString());
        }

        private String attribute(String word) {
            try {
                return sentence.attribute(spelled.attribute(word));
            } catch (RuleRefused e) {
                return word; // of a field that is gone since
            }
        }

        private static Call call(Rehearsed.Call call) {
            var request = call.request();
            return new Call(
                    call.callout(),
                    request == null
                            ? null
                            : new Exchange.Message(
                                    request.method() + " " + request.url(),
                                    request.headers().stream()
                                            .map(Exchange.Header::of)
                                            .toList(),
                                    request.body(),
                                    false),
                    call.skipped() == null ? call.givenUp() : call.skipped());
        }
    }
}
