package dev.roundtrip.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that one process at a time holds an embedded store, and a data folder.
 *
 * <p>SQLite would let a second process in, and two dispatchers would then call everybody twice; so would two that share a database under
 * the name of one data folder. The operating system drops the lock when its holder dies, however it dies; the pid beside it is only for
 * the message.
 */
final class SoleHolder implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock lock;

    private SoleHolder(FileChannel channel, FileLock lock) {
        this.channel = channel;
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
                Files.createDirectories(folder);
            }
            var channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new StoreRefused(
                        "%s is in use by process %s. Stop that one first, or give this one a folder of its own with --data."
                                .formatted(
                                        shown,
                                        Files.exists(pid)
                                                ? Files.readString(pid).strip()
                                                : "(pid not known)"));
            }
            Files.writeString(pid, Long.toString(ProcessHandle.current().pid()));
            return new SoleHolder(channel, lock);
        } catch (IOException e) {
            throw new StoreRefused(
                    "%s cannot be opened for writing: %s. The data folder must exist on a disk that can be written, and belong to this user."
                            .formatted(shown, reason(e)),
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisVeryProcess) {
            return null;
        }
    }

    static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + " (" + e.getMessage() + ")";
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("the lock of the store could not be given back", e);
        }
    }
}
