package dev.roundtrip.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that one process at a time holds an embedded store, and a data folder.
 *
 * <p>SQLite would let a second process in, and two dispatchers would then call everybody twice; so would two that share a database under
 * the name of one data folder. The operating system drops the lock when its holder dies, however it dies; the pid beside it is only for
 * the message.
 */
final class SoleHolder implements AutoCloseable {
    /** What this process holds. It is asked first: on POSIX, closing a second channel to a file would drop the lock of the first. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path held;
    private final FileLock lock;

    private SoleHolder(Path held, FileLock lock) {
        this.held = held;
        this.lock = lock;
    }

    /** @throws StoreRefused naming the holder's pid when another process has the file, or why the folder cannot be written */
    static SoleHolder of(Path file) {
        return beside(file, file);
    }

    /** @throws StoreRefused naming the holder's pid when another process works in the folder, or why it cannot be written */
    static SoleHolder ofFolder(Path data) {
        return beside(data.resolve("desk"), data);
    }

    private static SoleHolder beside(Path file, Path shown) {
        var beside = file.resolveSibling(file.getFileName() + ".lock");
        var pid = file.resolveSibling(file.getFileName() + ".pid");
        try {
            var folder = file.getParent();
            if (folder != null) {
                OwnFiles.folder(folder);
            }
            OwnFiles.file(beside);
            var holder = hold(beside.toRealPath());
            if (holder == null) {
                throw new StoreRefused(
                        "%s is in use by process %s. Stop that one first, or give this one a folder of its own with --data."
                                .formatted(
                                        shown,
                                        Files.exists(pid)
                                                ? Files.readString(pid).strip()
                                                : "(pid not known)"));
            }
            holder.tell(pid);
            return holder;
        } catch (IOException e) {
            throw cannotBeWritten(shown, e);
        }
    }

    static StoreRefused cannotBeWritten(Path shown, IOException e) {
        return new StoreRefused(
                "%s cannot be opened for writing: %s. The data folder must exist on a disk that can be written, and belong to this user."
                        .formatted(shown, reason(e)),
                e);
    }

    /** Null when somebody has it: another process, or another store of this one. */
    private static @Nullable SoleHolder hold(Path file) throws IOException {
        if (!HELD.add(file)) {
            return null;
        }
        SoleHolder holder = null;
        try {
            var channel = FileChannel.open(file, StandardOpenOption.WRITE);
            var lock = channel.tryLock();
            if (lock == null) {
                channel.close();
            } else {
                holder = new SoleHolder(file, lock);
            }
            return holder;
        } finally {
            if (holder == null) {
                HELD.remove(file);
            }
        }
    }

    /** In place, so that a disk without room takes it too. */
    private void tell(Path pid) throws IOException {
        try {
            OwnFiles.file(pid);
            Files.writeString(pid, Long.toString(ProcessHandle.current().pid()));
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + " (" + e.getMessage() + ")";
    }

    @Override
    public void close() {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new IllegalStateException("the lock of the store could not be given back", e);
        } finally {
            HELD.remove(held);
        }
    }
}
