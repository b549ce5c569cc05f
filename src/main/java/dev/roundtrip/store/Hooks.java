package dev.roundtrip.store;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to follow a commit, or an undo; taken back to a mark when a part is undone. */
final class Hooks {
    private static final Logger log = LoggerFactory.getLogger(Hooks.class);

    private final List<Runnable> commit = new ArrayList<>();
    private final List<Runnable> undo = new ArrayList<>();

    /** Both lists grow together, so one number marks both. */
    int mark() {
        return commit.size();
    }

    void afterCommit(Runnable action) {
        commit.add(action);
        undo.add(() -> {});
    }

    void afterRollback(Runnable action) {
        commit.add(() -> {});
        undo.add(action);
    }

    void undoTo(int mark) {
        for (int i = undo.size() - 1; i >= mark; i--) {
            runSafely(undo.remove(i));
            commit.remove(i);
        }
    }

    void committed() {
        commit.forEach(Hooks::runSafely);
        commit.clear();
        undo.clear();
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
