package dev.roundtrip.store;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be done at the end of a group, and what is to follow its commit, or an undo; taken back to a mark when a part is undone. */
final class Hooks {
    private static final Logger log = LoggerFactory.getLogger(Hooks.class);

    private final List<Runnable> commit = new ArrayList<>();
    private final List<Runnable> undo = new ArrayList<>();
    private final List<Runnable> end = new ArrayList<>();

    /** The lists grow together, so one number marks all. */
    int mark() {
        return commit.size();
    }

    void afterCommit(Runnable action) {
        add(action, () -> {}, () -> {});
    }

    void afterRollback(Runnable action) {
        add(() -> {}, action, () -> {});
    }

    void beforeCommit(Runnable action) {
        add(() -> {}, () -> {}, action);
    }

    private void add(Runnable afterCommit, Runnable afterUndo, Runnable atEnd) {
        commit.add(afterCommit);
        undo.add(afterUndo);
        end.add(atEnd);
    }

    /** Does what was left for the end of the group, also what is left by that. */
    void ending() {
        for (int i = 0; i < end.size(); i++) {
            end.get(i).run();
        }
        end.replaceAll(done -> () -> {});
    }

    void undoTo(int mark) {
        for (int i = undo.size() - 1; i >= mark; i--) {
            runSafely(undo.remove(i));
            commit.remove(i);
            end.remove(i);
        }
    }

    void committed() {
        commit.forEach(Hooks::runSafely);
        commit.clear();
        undo.clear();
        end.clear();
    }

    private static void runSafely(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            // The commit stands; whoever asked to be told must not take its neighbours down, nor the writer.
            log.error("an action after a commit or undo failed", e);
        }
    }
}
