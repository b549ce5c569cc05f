package dev.roundtrip.web;

import dev.roundtrip.directory.OpenHours;
import dev.roundtrip.rule.Attribute;
import dev.roundtrip.rule.Operator;
import dev.roundtrip.rule.RuleEvent;
import dev.roundtrip.rule.RuleRefused;
import dev.roundtrip.rule.RuleWords;
import dev.roundtrip.rule.Span;
import dev.roundtrip.rule.TimeWindow;
import dev.roundtrip.rule.ValueKind;
import dev.roundtrip.rule.WordedRule;
import dev.roundtrip.rule.WordedRule.FieldValue;
import dev.roundtrip.rule.WordedRule.If;
import dev.roundtrip.rule.WordedRule.Said;
import dev.roundtrip.rule.WordedRule.Then;
import dev.roundtrip.rule.WordedRule.When;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the form of a rule as a rule in words. What is in the words is for the rules' own room to judge; told here is only what a form can be
 * wrong about by itself.
 */
final class RuleFormReader {
    private final Typed form;
    private final RuleWords words;
    private final ZoneId zone;
    private final BiConsumer<String, String> teller;

    /**
     * @param zone that times are typed in
     * @param teller hears of each mistake: the field, and what is wrong with it
     */
    RuleFormReader(Typed form, RuleWords words, ZoneId zone, BiConsumer<String, String> teller) {
        this.form = form;
        this.words = words;
        this.zone = zone;
        this.teller = teller;
    }

    WordedRule read() {
        return new WordedRule(
                "",
                form.text("name").strip(),
                form.on("active"),
                lines("when").flatMap(path -> event(path).stream()).toList(),
                lines("if").flatMap(path -> condition(path).stream()).toList(),
                during(),
                then());
    }

    private Stream<String> lines(String list) {
        return IntStream.range(0, Lines.count(form, list)).mapToObj(i -> list + "." + i);
    }

    private Optional<When> event(String path) {
        var word = form.text(path + ".event");
        var state = state(word);
        if (state.isEmpty()) {
            return Optional.of(new When.Made(path, word, said(path + ".by")));
        }
        return span(path)
                .flatMap(span -> made(path + ".count", () -> new RuleEvent.Reached(state.get(), span)))
                .map(reached -> new When.Reached(path, reached));
    }

    static Optional<RuleEvent.State> state(String word) {
        return Arrays.stream(RuleEvent.State.values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }

    private Optional<Duration> span(String path) {
        var count = form.text(path + ".count").strip();
        var span = Span.of(count + form.text(path + ".unit"));
        if (span.isEmpty()) {
            teller.accept(path + ".count", count.isEmpty() ? "is empty" : "is not a whole number");
        }
        return span;
    }

    /** The texts of a field that is there several times, those that say something. */
    private List<Said> said(String name) {
        return form.all(name).stream()
                .filter(text -> !text.isBlank())
                .map(text -> new Said(name, text))
                .toList();
    }

    private Optional<If> condition(String path) {
        var tests = lines(path + ".any").map(this::test).toList();
        if (tests.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(tests.size() > 1 || form.on(path + ".group") ? new If.Any(path, tests) : tests.getFirst());
    }

    private If.One test(String path) {
        var operator = form.text(path + ".operator");
        return new If.One(path, form.text(path + ".attribute"), operator, values(path, takes(operator)));
    }

    /** An operator that is none is for the rules' room to tell. */
    private static Operator.Takes takes(String operator) {
        return Arrays.stream(Operator.values())
                .filter(one -> one.word().equals(operator))
                .findFirst()
                .map(Operator::takes)
                .orElse(Operator.Takes.NONE);
    }

    private List<Said> values(String path, Operator.Takes takes) {
        var name = path + ".value";
        var attribute = attribute(form.text(path + ".attribute"));
        var all = new ArrayList<Said>();
        for (int i = 0; i < form.all(name).size() && takes != Operator.Takes.NONE; i++) {
            var text = isTime(attribute) ? moment(form.at(name, i), form.at(path + ".time", i)) : form.at(name, i);
            if (!text.isBlank()) {
                all.add(new Said(name, text));
            }
        }
        return takes == Operator.Takes.ONE && all.size() > 1 ? all.subList(0, 1) : all;
    }

    private @Nullable Attribute attribute(String word) {
        try {
            return words.attribute(word);
        } catch (RuleRefused e) {
            return null; // the rules' room tells
        }
    }

    private static boolean isTime(@Nullable Attribute attribute) {
        return attribute != null && attribute.kind() == ValueKind.TIME;
    }

    /** A date alone, or with a time the moment that it is in the desk's zone. */
    private String moment(String date, String time) {
        if (date.isBlank() || time.isBlank()) {
            return date;
        }
        try {
            return LocalDate.parse(date.strip())
                    .atTime(LocalTime.parse(time.strip()))
                    .atZone(zone)
                    .toOffsetDateTime()
                    .toString();
        } catch (DateTimeException e) {
            return date + " " + time; // the rules' room tells what it needs
        }
    }

    private @Nullable TimeWindow during() {
        var side = form.text("during");
        if (!side.equals("inside") && !side.equals("outside")) {
            return null;
        }
        boolean inside = side.equals("inside");
        if (!form.text("during.hours").equals("own")) {
            return new TimeWindow(inside, null);
        }
        var days = new LinkedHashMap<String, String>();
        boolean sound = true;
        for (var day : DayOfWeek.values()) {
            var name = "during." + word(day);
            var hours = form.text(name).strip();
            if (!hours.isEmpty()) {
                sound &= hours(name, Map.of(word(day), hours)).isPresent();
                days.put(word(day), hours);
            }
        }
        if (!sound) {
            return null;
        }
        return hours("during.hours", days)
                .map(hours -> new TimeWindow(inside, hours))
                .orElse(null);
    }

    private Optional<OpenHours> hours(String name, Map<String, String> days) {
        try {
            return Optional.of(OpenHours.of(days));
        } catch (IllegalArgumentException e) {
            teller.accept(name, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    static String word(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    private List<Then> then() {
        var all = new ArrayList<Then>();
        var set = fields("set");
        if (!set.isEmpty()) {
            all.add(new Then.SetFields("set", set));
        }
        lines("then").forEach(path -> action(path).ifPresent(all::add));
        return all;
    }

    private List<FieldValue> fields(String list) {
        return lines(list).flatMap(path -> field(path).stream()).toList();
    }

    private Optional<FieldValue> field(String path) {
        var name = form.text(path + ".attribute");
        var mode = form.text(path + ".mode");
        return switch (mode) {
            case "clear" -> Optional.of(new FieldValue(path, name, null));
            case "createDate+", "createDate-", "now+", "now-" ->
                span(path).map(span -> new FieldValue(path, name, relative(mode, Span.written(span))));
            default -> {
                var text = form.text(path + ".value");
                var value = mode.equals("value") && isTime(attribute(name))
                        ? moment(text, form.text(path + ".time"))
                        : text;
                if (value.isBlank()) {
                    teller.accept(path, "is empty");
                    yield Optional.empty();
                }
                yield Optional.of(new FieldValue(path, name, value));
            }
        };
    }

    /** {@code createDate + 4h} */
    private static String relative(String mode, String span) {
        return mode.substring(0, mode.length() - 1) + " " + mode.charAt(mode.length() - 1) + " " + span;
    }

    private Optional<Then> action(String path) {
        var kind = form.text(path + ".kind");
        var title = form.text(path + ".title");
        var text = form.text(path + ".text");
        return switch (kind) {
            case "note" -> {
                boolean all = form.text(path + ".publish").equals("all");
                yield Optional.of(new Then.AddNote(path, title, text, !all));
            }
            case "create-ticket" -> Optional.of(new Then.CreateTicket(path, fields(path + ".set")));
            case "notify" -> {
                var who = Stream.concat(said(path + ".role").stream(), said(path + ".who").stream())
                        .toList();
                yield Optional.of(new Then.Notify(path, who, title.strip(), text, form.on(path + ".note")));
            }
            default -> {
                var callout = form.text(path + ".callout");
                if (callout.isBlank()) {
                    teller.accept(path + ".callout", "is empty");
                    yield Optional.empty();
                }
                yield Optional.of(new Then.CallOut(path, callout));
            }
        };
    }

    private <T> Optional<T> made(String name, Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (RuleRefused e) {
            teller.accept(name, e.problem());
            return Optional.empty();
        }
    }
}
