package dev.roundtrip.web;

import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.rule.FailedCondition;
import dev.roundtrip.rule.Trace;
import dev.roundtrip.rule.TraceLine;
import dev.roundtrip.ticket.HistoryLine;
import dev.roundtrip.ticket.TicketField;
import dev.roundtrip.web.Triggered.Sent;
import dev.roundtrip.web.Triggered.Told;
import dev.roundtrip.web.Triggered.Tried;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what rules made of the changes of a ticket, and why. */
final class TriggeredWords {
    private static final int TITLED = 2;
    private static final String UDF = "udf.";

    private final Words words;
    private final TicketNames names;
    private final TicketEvents events;
    private final DeliveryWords deliveries;

    TriggeredWords(Words words, TicketNames names, TicketEvents events, DeliveryWords deliveries) {
        this.words = words;
        this.names = names;
        this.events = events;
        this.deliveries = deliveries;
    }

    /**
     * @param lines of history of the change
     * @param log the deliveries that are still there, by id
     */
    Triggered.Change change(Trace trace, List<HistoryLine> lines, Map<String, DeliveryLog.Entry> log) {
        var sent = new ArrayList<Sent>();
        for (var line : trace.rules()) {
            line.callouts().forEach(callout -> sent.add(sent(callout, log)));
            for (var notice : line.notices()) {
                if (notice.deliveryId() != null) {
                    sent.add(sent(words.say("why.mail", to(notice)), notice.deliveryId(), log));
                }
                if (notice.chatId() != null) {
                    sent.add(sent(words.say("why.chat", to(notice)), notice.chatId(), log));
                }
            }
        }
        var by = TicketNames.actor(trace.actor(), words);
        return new Triggered.Change(
                trace.version() + "-" + trace.part(),
                title(trace, lines),
                Moment.of(trace.at(), words),
                trace.hops() == 0 ? by : words.say("why.hops", by, trace.hops()),
                sent,
                trace.rules().stream()
                        .filter(TraceLine::fired)
                        .map(line -> new Tried(line.rule(), done(line)))
                        .toList(),
                trace.rules().stream()
                        .filter(line -> !line.fired())
                        .map(line -> new Tried(line.rule(), List.of(why(line))))
                        .toList());
    }

    private String title(Trace trace, List<HistoryLine> lines) {
        if (trace.part() > 0 || lines.isEmpty()) {
            var parts = trace.event().split(" ", 2);
            return parts.length == 2
                    ? words.sayOr("why.state." + parts[0], parts[0]) + " " + parts[1]
                    : words.sayOr("why.event." + parts[0], parts[0]);
        }
        return switch (lines.getFirst().field()) {
            case HistoryLine.CREATED -> words.say("ticket.event.created");
            case HistoryLine.NOTE -> words.say("ticket.event.note");
            case HistoryLine.ATTACHMENT ->
                words.say(
                        "ticket.event.attachment",
                        String.valueOf(lines.getFirst().newValue()));
            default -> edited(lines);
        };
    }

    private String edited(List<HistoryLine> lines) {
        var wanted = TicketEvents.told(lines)
                .filter(line -> !TicketEvents.isByTheDesk(line))
                .toList();
        var title = wanted.isEmpty() ? lines : wanted;
        var told = title.stream()
                .limit(TITLED)
                .map(line -> events.altered(line, words))
                .map(altered -> altered.field() + " → "
                        + (altered.after() == null ? words.say("ticket.empty") : altered.after()))
                .collect(Collectors.joining(", "));
        return title.size() > TITLED ? words.say("why.and-more", told, title.size() - TITLED) : told;
    }

    private Sent sent(TraceLine.CalledOut callout, Map<String, DeliveryLog.Entry> log) {
        return callout.deliveryId() == null
                ? new Sent(
                        callout.callout(),
                        new Badge("idle", "minus", words.say("state.skipped")),
                        null,
                        null,
                        null,
                        null,
                        callout.skipped())
                : sent(callout.callout(), callout.deliveryId(), log);
    }

    private Sent sent(String name, @Nullable String id, Map<String, DeliveryLog.Entry> log) {
        var entry = id == null ? null : log.get(id);
        if (entry == null) {
            return new Sent(name, new Badge("idle", "trash", words.say("state.removed")), null, null, null, null, null);
        }
        var row = deliveries.row(entry);
        var answer = row.answer();
        return new Sent(
                name,
                row.badge(),
                id,
                row.ladder(),
                row.next(),
                answer == null ? null : answer.code(),
                answer == null ? null : answer.error());
    }

    private static String to(TraceLine.Notified notice) {
        return notice.name() == null ? notice.who() : notice.name();
    }

    private List<Told> done(TraceLine line) {
        var done = new ArrayList<Told>();
        for (var update : line.updates()) {
            done.add(Told.of(
                    update.value() == null
                            ? words.say("why.cleared", attribute(update.attribute()))
                            : words.say(
                                    "why.set",
                                    attribute(update.attribute()),
                                    value(update.attribute(), update.value()))));
        }
        line.notes().forEach(title -> done.add(Told.of(words.say("why.noted", title))));
        line.tickets()
                .forEach(made -> done.add(new Told(words.say("why.made", made.ticketNumber()), null, made.ticketId())));
        for (var notice : line.notices()) {
            done.add(
                    notice.skipped() == null
                            ? Told.of(words.say("why.told", to(notice)))
                            : new Told(words.say("why.not-told", notice.who()), notice.skipped(), null));
        }
        for (var callout : line.callouts()) {
            done.add(
                    callout.skipped() == null
                            ? Told.of(words.say("why.called", callout.callout()))
                            : new Told(words.say("why.not-called", callout.callout()), callout.skipped(), null));
        }
        return done.isEmpty() ? List.of(Told.of(words.say("why.nothing"))) : done;
    }

    private Told why(TraceLine line) {
        if (line.skipped() != null) {
            return new Told(words.say("why.skipped"), line.skipped(), null);
        }
        if (line.undone() != null) {
            return new Told(words.say("why.undone"), line.undone(), null);
        }
        return switch (line.failed()) {
            case null -> Told.of(words.say("why.nothing"));
            case FailedCondition.Test test -> Told.of(failed(test));
            case FailedCondition.Any any ->
                Told.of(words.say(
                        "why.none-of", any.any().stream().map(this::asked).collect(Collectors.joining("; "))));
            case FailedCondition.Window window -> new Told(words.say("why.window", window.at()), window.during(), null);
        };
    }

    private String failed(FailedCondition.Test test) {
        var after = shown(test, test.after());
        if (test.operator().startsWith("changed") && Objects.equals(test.before(), test.after())) {
            return words.say("why.failed.same", asked(test), after);
        }
        return test.operator().startsWith("changed")
                ? words.say("why.failed.changed", asked(test), shown(test, test.before()), after)
                : words.say("why.failed", asked(test), after);
    }

    /** {@code Priority equal to Critical} */
    private String asked(FailedCondition.Test test) {
        var wanted = test.wanted().stream().map(one -> shown(test, one)).collect(Collectors.joining(", "));
        return (attribute(test.attribute()) + " " + words.sayOr("why.operator." + test.operator(), test.operator())
                        + " " + wanted)
                .strip();
    }

    private String shown(FailedCondition.Test test, @Nullable Object value) {
        if (value == null) {
            return words.say("ticket.empty");
        }
        var label = test.labels().get(value.toString());
        return label == null ? value(test.attribute(), value) : label;
    }

    private String attribute(String attribute) {
        return attribute.startsWith(UDF)
                ? attribute.substring(UDF.length())
                : TicketField.named(attribute)
                        .map(field -> TicketNames.field(field, words))
                        .orElseGet(() -> words.sayOr("field." + attribute, attribute));
    }

    private String value(String attribute, Object value) {
        return attribute.startsWith(UDF)
                ? value.toString()
                : TicketField.named(attribute)
                        .map(field -> names.written(field, value.toString(), words))
                        .orElse(value.toString());
    }
}
