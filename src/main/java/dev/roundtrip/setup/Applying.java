package dev.roundtrip.setup;

import dev.roundtrip.callout.CalloutRefused;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.FieldsRefused;
import dev.roundtrip.people.People;
import dev.roundtrip.setup.SetupDocument.ApiUserEntry;
import dev.roundtrip.setup.SetupDocument.CalloutEntry;
import dev.roundtrip.setup.SetupDocument.ChannelEntry;
import dev.roundtrip.setup.SetupDocument.CompanyEntry;
import dev.roundtrip.setup.SetupDocument.DeskEntry;
import dev.roundtrip.setup.SetupDocument.Entry;
import dev.roundtrip.setup.SetupDocument.FieldEntry;
import dev.roundtrip.setup.SetupDocument.PersonEntry;
import dev.roundtrip.setup.SetupDocument.PicklistEntry;
import dev.roundtrip.setup.SetupDocument.RuleEntry;
import dev.roundtrip.setup.SetupDocument.ServiceLevelEntry;
import dev.roundtrip.setup.SetupDocument.TokenEntry;
import dev.roundtrip.template.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * One applying of one document, within one write. Each record is compared with the desk as it is at that moment, the records before
 * it included, and changed only where it differs: so a rule may name a callout of the same file, and whoever asks for the
 * differences alone gets them by the same way, undone at its end.
 */
final class Applying {
    final Rooms rooms;
    final SetupDocument document;
    final Mistakes mistakes;
    final Warnings warnings;
    private final List<String> differences = new ArrayList<>();
    private boolean held;

    /** What the file names, in lower case, and the desk does not get: whoever refers to it is not to be blamed for that. */
    private final List<String> missing = new ArrayList<>();

    Applying(Rooms rooms, SetupDocument document) {
        this.rooms = rooms;
        this.document = document;
        // A write may be run twice, and its second run must not find the mistakes of the first.
        this.mistakes = document.mistakes().copy();
        this.warnings = new Warnings(document);
    }

    /**
     * Makes the desk what the document says, all or nothing.
     *
     * @param passwords those of the document that the desk does not have yet
     * @return the differences there were
     * @throws SetupRefused with all that the desk could not take
     */
    List<String> run(NewPasswords passwords) {
        var basics = new BasicsApplying(this);
        var levels = new ServiceLevelApplying(this);
        var people = new PeopleApplying(this, passwords);
        var channels = new ChannelApplying(this);
        var callouts = new CalloutApplying(this);
        var rules = new RuleApplying(this);
        try {
            rooms.people().together(() -> {
                for (var entry : document.entries()) {
                    switch (entry) {
                        case DeskEntry desk -> taken(desk, () -> basics.desk(desk));
                        case PicklistEntry value -> named(value, () -> basics.picklist(value));
                        case ServiceLevelEntry level -> named(level, () -> levels.level(level));
                        case FieldEntry field -> named(field, () -> basics.field(field));
                        case PersonEntry person -> named(person, () -> people.person(person));
                        case CompanyEntry company -> named(company, () -> basics.company(company));
                        case ApiUserEntry user -> named(user, () -> people.apiUser(user));
                        case TokenEntry token -> named(token, () -> people.token(token));
                        case ChannelEntry channel -> named(channel, () -> channels.channel(channel));
                        case CalloutEntry callout -> named(callout, () -> callouts.callout(callout));
                        // Part by part: those of a rule that are sound can be judged though the rule is not.
                        case RuleEntry(var rule) -> tried(rule.path(), () -> rules.rule(rule));
                    }
                }
            });
        } catch (People.NoAdministratorLeft e) {
            refuseLeaving(e);
        }
        mistakes.refuseIfAny();
        heldFromTheFirstChange(() -> rules.order(
                document.all(RuleEntry.class).stream().map(RuleEntry::rule).toList()));
        return differences.stream().map(mistakes::hide).toList();
    }

    private void refuseLeaving(People.NoAdministratorLeft left) {
        for (var entry : document.all(PersonEntry.class)) {
            var person = meant(rooms.people().named(entry.login()), rooms.people()::withId);
            if (person.isPresent()
                    && left.administrators().contains(person.get().id())) {
                wrong(Part.pathOf(entry.path(), entry.active() ? "role" : "active"), ": " + left.getMessage());
            }
        }
    }

    /** What others may name. */
    private void named(Entry entry, Runnable apply) {
        if (!taken(entry, apply)) {
            missing.add(entry.called().strip().toLowerCase(Locale.ROOT));
        }
    }

    private boolean taken(Entry entry, Runnable apply) {
        return isSound(entry.path()) && tried(entry.path(), apply);
    }

    /** Whether the desk took it; if not, it was told why. */
    private boolean tried(String path, Runnable apply) {
        return went(path, () -> heldFromTheFirstChange(apply));
    }

    /** Whether it went well; if not, it was told why. */
    boolean went(String path, Runnable act) {
        try {
            act.run();
            return true;
        } catch (Told e) {
            // It is among the mistakes; on to the next record.
        } catch (CalloutRefused e) {
            e.problems().forEach(problem -> tell(path, problem));
        } catch (FieldsRefused e) {
            e.problems().forEach(problem -> wrong(path, ": " + problem));
        } catch (IllegalArgumentException | FieldValues.WrongValue e) {
            wrong(path, ": " + e.getMessage());
        }
        return false;
    }

    /** The record that an entry means, as {@link Meant} has it. */
    <R> Optional<R> meant(Optional<R> named, LongFunction<Optional<R>> withId) {
        return document.meant().of(named, withId);
    }

    /** Whether the file alone had nothing against it. */
    boolean isSound(String path) {
        return !document.spoilt().contains(path);
    }

    /**
     * Runs {@code one} behind a savepoint of its own: what is refused of one record must not keep us from looking at the next. Before
     * the first change of all the configuration is held, so that another node that applies a file waits for this one; what that
     * one did a moment ago counts, so the record is looked at anew.
     */
    private void heldFromTheFirstChange(Runnable one) {
        try {
            behindASavepoint(one);
        } catch (NotYetHeld e) {
            hold();
            behindASavepoint(one);
        }
    }

    /** Another node that changes the configuration waits from here on, and finds what was done. */
    void hold() {
        rooms.store().revision().bump();
        held = true;
    }

    private void behindASavepoint(Runnable one) {
        rooms.store().write(() -> {
            one.run();
            return null;
        });
    }

    private static final class NotYetHeld extends RuntimeException {
        NotYetHeld() {
            super("the first change", null, false, false);
        }
    }

    /** This record is not to be kept, and it was told why. */
    static final class Told extends RuntimeException {
        Told() {
            super("told already", null, false, false);
        }
    }

    /** Does {@code change} when {@code compare} finds a difference. */
    void change(Supplier<List<String>> compare, Runnable change) {
        var found = compare.get();
        if (found.isEmpty()) {
            return;
        }
        if (!held) {
            throw new NotYetHeld();
        }
        change.run();
        differences.addAll(found);
    }

    Comparison compare(String record, String path) {
        return new Comparison(record, path, document.origins());
    }

    /** Tells that {@code path} is wrong; {@code message} goes on where the path ends. */
    void wrong(String path, String message) {
        add(document.origins().of(path), document.reading().said(path, message));
    }

    /** The same, and gives this record up. */
    Told refused(String path, String message) {
        wrong(path, message);
        return new Told();
    }

    /** Tells that nothing at this desk has that name. */
    void unknown(String path, String what, String name, List<String> known) {
        var nearest = Nearest.to(name, known);
        wrong(
                path,
                "\"%s\" is no %s of this desk%s%s"
                        .formatted(
                                name,
                                what,
                                document.meant() instanceof Meant.ByName ? " or this file" : "",
                                nearest == null ? "" : "; did you mean \"" + nearest + "\"?"));
    }

    private void tell(String path, CalloutRefused.Problem problem) {
        var at = Part.pathOf(path, problem.setting());
        if (problem.line() == 0) {
            wrong(at, ": " + problem.message());
            return;
        }
        var place = document.origins().inside(at, problem.line(), problem.column());
        var within = place.isPresent() || (problem.line() == 1 && problem.column() == 1)
                ? ""
                : " (line %d, column %d of the text)".formatted(problem.line(), problem.column());
        add(place.orElseGet(() -> document.origins().of(at)), at + ": " + problem.message() + within);
    }

    private void add(Place place, String message) {
        var words = message.toLowerCase(Locale.ROOT);
        if (missing.stream()
                .noneMatch(name -> words.contains("\"" + name + "\"")
                        || words.contains("\"#" + name + "\"")
                        || words.contains("udf." + name))) {
            mistakes.add(place, message);
        }
    }
}
