package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFilesTest {
    @TempDir
    private Path folder = Path.of("");

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void open(Path path, String rights) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }

    @Test
    void aFolderIsMadeForItsOwnerAlone() throws IOException {
        var data = folder.resolve("srv/desk");

        OwnFiles.folder(data);

        assertThat(rights(data)).isEqualTo("rwx------");
        assertThat(rights(folder.resolve("srv"))).isEqualTo("rwx------");
    }

    @Test
    void aFolderThatIsThereKeepsItsRights() throws IOException {
        open(folder, "rwxr-xr-x");

        OwnFiles.folder(folder);

        assertThat(rights(folder)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        var file = Files.createFile(folder.resolve("data"));

        assertThatThrownBy(() -> OwnFiles.folder(file)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void aFileIsMadeForItsOwnerAlone() throws IOException {
        var file = folder.resolve("file");

        OwnFiles.file(file);

        assertThat(file).isEmptyFile();
        assertThat(rights(file)).isEqualTo("rw-------");
    }

    @Test
    void aFileThatOthersCanOpenIsShutAndKeepsWhatItHolds() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "tickets");
        for (var before : new String[] {"rw-r--r--", "rw-rw-rw-", "rw----r--", "rwxr-x---"}) {
            open(file, before);

            OwnFiles.file(file);

            assertThat(rights(file)).as(before).isEqualTo("rw-------");
        }
        assertThat(file).hasContent("tickets");
    }

    @Test
    void aFileThatIsShutMoreStaysSo() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "tickets");
        open(file, "r--------");

        OwnFiles.file(file);

        assertThat(rights(file)).isEqualTo("r--------");
    }

    @Test
    void aTextIsPutInPlaceOfAnotherAndNobodyElseCanReadIt() throws IOException {
        var file = Files.writeString(folder.resolve("token"), "an old one, and a longer one");
        open(file, "rw-r--r--");

        OwnFiles.write(file, "tökén");

        assertThat(file).hasContent("tökén");
        assertThat(rights(file)).isEqualTo("rw-------");
        assertThat(folder.toFile().list()).as("nothing else is left").containsExactly("token");
    }

    @Test
    void aTextIsKeptFromTheFirstTimeOn() throws IOException {
        var file = folder.resolve("name");

        assertThat(OwnFiles.kept(file, () -> "first")).isEqualTo("first");
        open(file, "rw-r--r--");

        assertThat(OwnFiles.kept(file, () -> "second")).isEqualTo("first");
        assertThat(rights(file)).isEqualTo("rw-------");
    }

    @Test
    void whatACrashLeftInTheMidstOfWritingIsNotInTheWay() throws IOException {
        Files.writeString(folder.resolve("token.new"), "half of");

        OwnFiles.write(folder.resolve("token"), "whole");

        assertThat(folder.resolve("token")).hasContent("whole");
        assertThat(folder.toFile().list()).containsExactly("token");
    }
}
