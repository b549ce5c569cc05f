package dev.roundtrip.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.House;
import dev.roundtrip.directory.Company;
import dev.roundtrip.settings.Settings;
import dev.roundtrip.testing.DeskProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads who starts the program in a way that cannot work: a sentence that says what would, and nothing of its insides. */
class BadStartTest {
    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String ANOTHER_KEY = "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY=";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aPortInUse() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThat(refusal("--port", Integer.toString(port)))
                    .isEqualTo(
                            "port %d is in use by another program. Stop that one, or choose another port with --port."
                                    .formatted(port));
        }
    }

    @Test
    void anAddressOfAnotherMachine() {
        assertThat(refusal("--address", "192.0.2.1"))
                .startsWith("cannot listen on 192.0.2.1: ")
                .endsWith(". Choose another --address or --port.");
        assertThat(refusal("--address", "no such place"))
                .isEqualTo("--address names no address of this machine: no such place");
    }

    @Test
    void aPortInUseWithASetupFileWhichIsThenNotApplied() throws IOException {
        var setup = Files.writeString(folder.resolve("setup.yaml"), "companies: [ { name: Acme } ]");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());

            assertThat(refusal("--port", port, "--setup", setup.toString())).startsWith("port " + port);
        }

        try (var house = new House(Settings.in(folder.resolve("data")), Clock.systemUTC())) {
            assertThat(house.directory().companies()).extracting(Company::name).doesNotContain("Acme");
        }
    }

    @Test
    void noCommand() {
        var nonsense = DeskProcess.run("nonsense");
        var misspelt = DeskProcess.run("aply", "desk.yaml");

        assertThat(nonsense.status()).isEqualTo(2);
        assertThat(nonsense.err())
                .isEqualTo(
                        "\"nonsense\" is no command; use serve, demo, apply, export, verify, rotate-key, help. ./run help tells more.");
        assertThat(misspelt.err()).isEqualTo("\"aply\" is no command; did you mean \"apply\"?");
    }

    @Test
    void aSecondProcessOnTheSameDataFolder() {
        var data = folder.resolve("data");
        try (var first = DeskProcess.start(data, List.of(), Map.of())) {
            var sentence =
                    "%s is in use by process %d. Stop that one first, or give this one a folder of its own with --data."
                            .formatted(data, first.pid());

            assertThat(refusal()).isEqualTo(sentence);
            assertThat(refusal("--database", "jdbc:sqlite:" + folder.resolve("another.db")))
                    .as("a database of its own does not help: name, key and address lie in the folder")
                    .isEqualTo(sentence);
        }
    }

    @Test
    void aDataFolderThatCannotBeWritten() throws IOException {
        var file = Files.writeString(folder.resolve("data"), "a file, where a folder should be");

        assertThat(refusal())
                .startsWith(file + " cannot be opened for writing: ")
                .endsWith("The data folder must exist on a disk that can be written, and belong to this user.");
    }

    @Test
    void aSetupFileWithAWrongKey() throws IOException {
        var setup = Files.writeString(folder.resolve("setup.yaml"), """
                desk: { domain: ACME.EXAMPLE }
                fields:
                  - { name: AlertID, tipe: text }
                """);

        assertThat(refusal("--setup", setup.toString()))
                .contains(setup + ":3:22: fields[0].tipe is not known; did you mean \"type\"?");
    }

    @Test
    void anUnknownOption() {
        assertThat(refusal("--practise")).contains("Unknown option: '--practise'", "--practice");
    }

    @Test
    void anUnknownDatabase() {
        assertThat(refusal("--database", "jdbc:mysql://db.acme.example/desk?password=open-sesame"))
                .isEqualTo(
                        "database \"jdbc:mysql:…\" is not known; use jdbc:sqlite:PATH or jdbc:postgresql://HOST/NAME?user=…&password=…");
    }

    private Path key(String name, String text) throws IOException {
        var file = Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }

    @Test
    void aKeyThatOthersCanReadIsTold() throws IOException {
        var file = key("key", "open sesame");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        var ended = DeskProcess.run(
                "serve", "--data", folder.resolve("data").toString(), "--port", "0", "--key-file", file.toString());

        assertThat(ended.status()).isNotZero();
        assertThat(ended.err())
                .contains("%s can be opened by other users (rw-r--r--): chmod 600 %s".formatted(file, file));
    }

    @Test
    void aKeyThatIsNone() throws IOException {
        var file = key("key", "open sesame");

        assertThat(refusal("--key-file", file.toString()))
                .isEqualTo(
                        "the key in --key-file or ROUNDTRIP_KEY is not base64; make one with: openssl rand -base64 32");
        assertThat(refusal("--key-file", folder.resolve("gone").toString()))
                .isEqualTo("--key-file %s: there is no such file".formatted(folder.resolve("gone")));
    }

    @Test
    void aKeyThatIsNotTheOneTheSecretsWereKeptWith() throws IOException {
        var setup = Files.writeString(folder.resolve("setup.yaml"), """
                callouts: [ { name: Close, url: "https://icinga.acme.example/", auth: { bearer: { token: open-sesame } } } ]
                """);
        var right = key("right", KEY);
        var wrong = key("wrong", ANOTHER_KEY);
        try (var desk = DeskProcess.start(
                folder.resolve("data"),
                List.of("--setup", setup.toString(), "--key-file", right.toString()),
                Map.of())) {
            desk.terminate();
        }

        assertThat(refusal("--key-file", wrong.toString()))
                .contains("does not open with this key; start with the key that it was kept with")
                .doesNotContain("sesame");
    }

    /** What it says to whoever starts it like this, on its error output; to the other one it must say nothing. */
    private String refusal(String... options) {
        var arguments = new ArrayList<>(
                List.of("serve", "--data", folder.resolve("data").toString()));
        if (!List.of(options).contains("--port")) {
            arguments.addAll(List.of("--port", "0"));
        }
        arguments.addAll(List.of(options));

        var ended = DeskProcess.run(arguments.toArray(String[]::new));

        assertThat(ended.status()).isNotZero();
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).doesNotContain("Exception", "\tat ", " WARN ", " ERROR ");
        return ended.err();
    }
}
