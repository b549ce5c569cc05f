package dev.roundtrip.setup;

import dev.roundtrip.callout.CalloutRefused;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.FieldsRefused;
import dev.roundtrip.template.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
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
        document.desk()
                .filter(desk -> isSound(desk.path()))
                .ifPresent(desk -> each(desk.path(), () -> basics.desk(desk)));
        each(document.picklists(), basics::picklist);
        each(document.serviceLevels(), new ServiceLevelApplying(this)::level);
        each(document.fields(), basics::field);
        var people = new PeopleApplying(this, passwords);
        each(document.people(), people::person);
        // Behind the people who look after them.
        each(document.companies(), basics::company);
        each(document.apiUsers(), people::apiUser);
        each(document.tokens(), people::token);
        each(document.callouts(), new CalloutApplying(this)::callout);
        var rules = new RuleApplying(this);
        // Part by part: those of a rule that are sound can be judged though the rule is not.
        document.rules().forEach(rule -> each(rule.path(), () -> rules.rule(rule)));
        mistakes.refuseIfAny();
        heldFromTheFirstChange(() -> rules.order(document.rules()));
        return differences.stream().map(mistakes::hide).toList();
    }

    private <E extends SetupDocument.Entry> void each(List<E> entries, Consumer<E> apply) {
        for (var entry : entries) {
            if (!isSound(entry.path()) || !each(entry.path(), () -> apply.accept(entry))) {
                missing.add(entry.called().strip().toLowerCase(Locale.ROOT));
            }
        }
    }

    /** Whether the desk took it; if not, it was told why. */
    private boolean each(String path, Runnable apply) {
        try {
            heldFromTheFirstChange(apply);
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
            rooms.store().revision().bump();
            held = true;
            behindASavepoint(one);
        }
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
        add(document.origins().of(path), path + separated(message));
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
                "\"%s\" is no %s of this desk or this file%s"
                        .formatted(name, what, nearest == null ? "" : "; did you mean \"" + nearest + "\"?"));
    }

    private void tell(String path, CalloutRefused.Problem problem) {
        var at = path + "." + problem.setting();
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
        if (missing.stream().noneMatch(name -> words.contains("\"" + name + "\"") || words.contains("udf." + name))) {
            mistakes.add(place, message);
        }
    }

    private static String separated(String message) {
        return message.startsWith(":") ? message : " " + message;
    }
}
