package dev.roundtrip.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files and folders that nobody but the desk's own user can open: tickets stand in them in clear, and keys and tokens.
 *
 * <p>Where the system knows no such rights (it is not POSIX) they are as it makes them.
 */
public final class OwnFiles {
    private static final Logger log = LoggerFactory.getLogger(OwnFiles.class);
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private OwnFiles() {}

    /** Makes the folder where it is missing. One that is there keeps its rights: it may hold more than what is ours. */
    public static void folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, rights(folder, FOLDER));
        }
    }

    /** Makes the file where it is missing, empty; shuts it where it is there and others can open it. */
    public static void file(Path file) throws IOException {
        try {
            Files.createFile(file, rights(file, FILE));
        } catch (FileAlreadyExistsException e) {
            shut(file);
        }
    }

    /** Puts the text in place of what the file held, whole or not at all: a crash leaves no half of it. */
    public static void write(Path file, String text) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        file(fresh);
        Files.writeString(
                fresh, text, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.SYNC);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What the file holds; where it is missing it is made, with what {@code first} gives. */
    public static String kept(Path file, Supplier<String> first) throws IOException {
        if (Files.exists(file)) {
            shut(file);
        } else {
            write(file, first.get());
        }
        return Files.readString(file);
    }

    /** Takes from others what they may do with the file; nothing where it is missing. */
    static void shut(Path file) throws IOException {
        if (!knowsRights(file) || !Files.exists(file)) {
            return;
        }
        var now = Files.getPosixFilePermissions(file);
        if (FILE.containsAll(now)) {
            return;
        }
        try {
            Files.setPosixFilePermissions(file, FILE);
        } catch (IOException e) {
            // Some file systems refuse it, and somebody else's file is theirs to shut: no reason not to start.
            log.warn(
                    "{} can be opened by other users ({}), and cannot be shut: {}",
                    file,
                    PosixFilePermissions.toString(now),
                    e.toString());
        }
    }

    /** Tells where others can open a file that is the operator's to shut. */
    static void warnIfOpen(Path file) {
        try {
            if (knowsRights(file) && !FILE.containsAll(Files.getPosixFilePermissions(file))) {
                log.warn(
                        "{} can be opened by other users ({}): chmod 600 {}",
                        file,
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                        file);
            }
        } catch (IOException e) {
            log.warn("who can open {} cannot be told: {}", file, e.toString());
        }
    }

    private static FileAttribute<?>[] rights(Path path, Set<PosixFilePermission> rights) {
        return knowsRights(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)}
                : new FileAttribute<?>[0];
    }

    private static boolean knowsRights(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
