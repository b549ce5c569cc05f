package dev.roundtrip.web;

import dev.roundtrip.rule.Operator;
import dev.roundtrip.web.RuleChoices.Control;
import dev.roundtrip.web.RuleChoices.Offer;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The form of a rule as a page shows it: its lines, each with the controls that go with what it says. */
final class RuleFormView {
    private final Typed form;
    private final RuleChoices choices;

    /** @param timed whether it comes with time, and so has a length */
    record EventLine(
            String path, int number, String event, boolean timed, List<String> by, String count, String unit) {}

    /** @param any whether it is kept as a group though it has one test */
    record GroupLine(String path, int number, boolean any, List<TestLine> tests) {}

    record TestLine(
            String path,
            int number,
            String attribute,
            boolean known,
            String operator,
            List<Offer> operators,
            Control control,
            List<Input> values,
            boolean many) {}

    /**
     * One value, as typed.
     *
     * @param known whether it is among those that are offered
     */
    record Input(String value, String time, boolean known) {}

    record FieldLine(
            String path,
            int number,
            String attribute,
            boolean known,
            String mode,
            List<Offer> modes,
            Control control,
            Input value,
            String count,
            String unit) {}

    record ActionLine(
            String path,
            int number,
            String kind,
            String callout,
            List<FieldLine> set,
            String title,
            String text,
            String publish,
            List<String> roles,
            List<String> who,
            boolean note) {}

    record DayLine(String name, String day, String hours) {}

    RuleFormView(Typed form, RuleChoices choices) {
        this.form = form;
        this.choices = choices;
    }

    public String name() {
        return form.text("name");
    }

    public boolean active() {
        return form.on("active");
    }

    public String during() {
        return form.text("during").isEmpty() ? "always" : form.text("during");
    }

    public boolean ownHours() {
        return form.text("during.hours").equals("own");
    }

    public List<DayLine> days() {
        return Arrays.stream(DayOfWeek.values())
                .map(RuleFormReader::word)
                .map(day -> new DayLine("during." + day, day, form.text("during." + day)))
                .toList();
    }

    public List<EventLine> when() {
        return lines("when")
                .mapToObj(i -> {
                    var path = "when." + i;
                    var event = form.text(path + ".event");
                    var by = new ArrayList<>(form.all(path + ".by").stream()
                            .filter(one -> !one.isBlank())
                            .distinct()
                            .toList());
                    // One more to choose, unless that could add nobody.
                    if (by.isEmpty()) {
                        by.add("anyone");
                    } else if (!by.contains("anyone")) {
                        by.add("");
                    }
                    return new EventLine(
                            path,
                            i + 1,
                            event,
                            RuleFormReader.state(event).isPresent(),
                            by,
                            text(path + ".count", "30"),
                            text(path + ".unit", "m"));
                })
                .toList();
    }

    public List<GroupLine> conditions() {
        return lines("if")
                .mapToObj(i -> {
                    var path = "if." + i;
                    return new GroupLine(
                            path,
                            i + 1,
                            form.on(path + ".group"),
                            lines(path + ".any")
                                    .mapToObj(j -> test(path + ".any." + j, j + 1))
                                    .toList());
                })
                .toList();
    }

    private TestLine test(String path, int number) {
        var word = form.text(path + ".attribute");
        var attribute = choices.attribute(word);
        var operators = choices.operators(attribute);
        var typed = form.text(path + ".operator");
        var operator = operators.isEmpty()
                        || operators.stream().anyMatch(one -> one.value().equals(typed))
                ? typed
                : operators.getFirst().value();
        var control = choices.control(attribute, operator);
        var takes = Arrays.stream(Operator.values())
                .filter(one -> one.word().equals(operator))
                .findFirst()
                .map(Operator::takes)
                .orElse(Operator.Takes.NONE);
        return new TestLine(
                path,
                number,
                word,
                offered(choices.conditions(), word),
                operator,
                operators,
                control,
                values(path, control, takes),
                takes == Operator.Takes.ONE_OR_MORE);
    }

    /** Of a list one more than there are, to type the next. */
    private List<Input> values(String path, Control control, Operator.Takes takes) {
        var typed = form.all(path + ".value");
        var all = new ArrayList<Input>();
        for (int i = 0; i < typed.size(); i++) {
            if (!typed.get(i).isBlank()) {
                all.add(input(typed.get(i), form.at(path + ".time", i), control));
            }
        }
        var more = new Input("", "", false);
        return switch (takes) {
            case NONE -> List.of();
            case ONE -> List.of(all.isEmpty() ? more : all.getFirst());
            case ONE_OR_MORE -> {
                all.add(more);
                yield all;
            }
        };
    }

    private static Input input(String value, String time, Control control) {
        return new Input(
                value,
                time,
                control.offers().stream().anyMatch(offer -> offer.value().equals(value)));
    }

    public List<FieldLine> set() {
        return fields("set", false);
    }

    private List<FieldLine> fields(String list, boolean onNew) {
        return lines(list)
                .mapToObj(i -> {
                    var path = list + "." + i;
                    var word = form.text(path + ".attribute");
                    var attribute = choices.attribute(word);
                    var control = choices.control(attribute, null);
                    var modes = choices.modes(attribute, onNew);
                    var typed = form.text(path + ".mode");
                    var mode = modes.stream().anyMatch(one -> one.value().equals(typed)) ? typed : "value";
                    return new FieldLine(
                            path,
                            i + 1,
                            word,
                            offered(choices.targets(), word),
                            mode,
                            modes,
                            control,
                            input(form.text(path + ".value"), form.text(path + ".time"), control),
                            text(path + ".count", "4"),
                            text(path + ".unit", "h"));
                })
                .toList();
    }

    public List<ActionLine> then() {
        return lines("then")
                .mapToObj(i -> {
                    var path = "then." + i;
                    var who = new ArrayList<>(form.all(path + ".who").stream()
                            .filter(one -> !one.isBlank())
                            .toList());
                    who.add("");
                    return new ActionLine(
                            path,
                            i + 1,
                            form.text(path + ".kind"),
                            form.text(path + ".callout"),
                            fields(path + ".set", true),
                            form.text(path + ".title"),
                            form.text(path + ".text"),
                            text(path + ".publish", "internal"),
                            form.all(path + ".role"),
                            who,
                            form.on(path + ".note"));
                })
                .toList();
    }

    private static boolean offered(List<RuleChoices.Group> groups, String word) {
        return groups.stream()
                .flatMap(group -> group.offers().stream())
                .anyMatch(offer -> offer.value().equals(word));
    }

    private IntStream lines(String list) {
        return IntStream.range(0, Lines.count(form, list));
    }

    private String text(String name, String otherwise) {
        return form.on(name) ? form.text(name) : otherwise;
    }
}
