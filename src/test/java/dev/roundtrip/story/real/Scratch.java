package dev.roundtrip.story.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Comparator;

/**
 * A throw-away folder for one outside program. Not JUnit's {@code @TempDir}: the folder may have to belong to another account, and is gone
 * with the program, not with the test.
 */
record Scratch(Path folder) implements AutoCloseable {

    static Scratch named(String name) throws IOException {
        return new Scratch(Files.createTempDirectory("roundtrip-" + name + "-"));
    }

    /** Writes a file, and the folders on the way to it. */
    Path write(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    Path copy(Path source, String path) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.copy(source, file);
    }

    /** Whether this machine has such an account. */
    boolean knows(String account) throws IOException {
        try {
            folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(account);
            return true;
        } catch (UserPrincipalNotFoundException e) {
            return false;
        }
    }

    /** Gives the folder and all in it to an account and its group of the same name. */
    void giveTo(String account) throws IOException {
        var accounts = folder.getFileSystem().getUserPrincipalLookupService();
        var user = accounts.lookupPrincipalByName(account);
        var group = accounts.lookupPrincipalByGroupName(account);
        try (var files = Files.walk(folder)) {
            for (var file : (Iterable<Path>) files::iterator) {
                var attributes = Files.getFileAttributeView(file, PosixFileAttributeView.class);
                attributes.setOwner(user);
                attributes.setGroup(group);
            }
        }
    }

    /** Whose the folder is. */
    PosixFileAttributes owner() throws IOException {
        return Files.readAttributes(folder, PosixFileAttributes.class);
    }

    /** A port of loopback that nobody listened on a moment ago. */
    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
