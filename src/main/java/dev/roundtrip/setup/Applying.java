package dev.roundtrip.setup;

import dev.roundtrip.callout.CalloutRefused;
import dev.roundtrip.template.Nearest;
import dev.roundtrip.ticket.FieldValues;
import dev.roundtrip.ticket.TicketRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
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

    Applying(Rooms rooms, SetupDocument document) {
        this.rooms = rooms;
        this.document = document;
        // A write may be run twice, and its second run must not find the mistakes of the first.
        this.mistakes = document.mistakes().fresh();
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
        document.desk().ifPresent(desk -> each(List.of(desk), SetupDocument.DeskEntry::path, basics::desk));
        each(document.companies(), SetupDocument.CompanyEntry::path, basics::company);
        each(document.picklists(), SetupDocument.PicklistEntry::path, basics::picklist);
        each(document.fields(), SetupDocument.FieldEntry::path, basics::field);
        var people = new PeopleApplying(this, passwords);
        each(document.people(), SetupDocument.PersonEntry::path, people::person);
        each(document.apiUsers(), SetupDocument.ApiUserEntry::path, people::apiUser);
        each(document.tokens(), SetupDocument.TokenEntry::path, people::token);
        var callouts = new CalloutApplying(this);
        each(document.callouts(), SetupDocument.CalloutEntry::path, callouts::callout);
        var rules = new RuleApplying(this);
        each(document.rules(), SetupDocument.RuleEntry::path, rules::rule);
        mistakes.refuseIfAny();
        heldFromTheFirstChange(() -> rules.order(document.rules()));
        return differences.stream().map(mistakes::hide).toList();
    }

    private <E> void each(List<E> entries, Function<E, String> path, Consumer<E> apply) {
        for (var entry : entries) {
            try {
                heldFromTheFirstChange(() -> apply.accept(entry));
            } catch (Told e) {
                // It is among the mistakes; on to the next record.
            } catch (CalloutRefused e) {
                e.problems().forEach(problem -> tell(path.apply(entry), problem));
            } catch (TicketRefused e) {
                e.problems().forEach(problem -> wrong(path.apply(entry), ": " + problem));
            } catch (IllegalArgumentException | FieldValues.WrongValue e) {
                wrong(path.apply(entry), ": " + e.getMessage());
            }
        }
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
        mistakes.add(document.origins().of(path), path + separated(message));
    }

    /** The same, and gives this record up. */
    Told refused(String path, String message) {
        wrong(path, message);
        return new Told();
    }

    /** The same, for a name that nothing at this desk has. */
    Told unknown(String path, String what, String name, List<String> known) {
        var nearest = Nearest.to(name, known);
        return refused(
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
        mistakes.add(place.orElseGet(() -> document.origins().of(at)), at + ": " + problem.message() + within);
    }

    private static String separated(String message) {
        return message.startsWith(":") ? message : " " + message;
    }
}
