package dev.roundtrip.setup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A setup file on this machine.
 *
 * @param name as it was given, so that messages can be clicked on
 * @param file which its paths are relative to
 */
record SetupText(String name, String text, Path file) {

    /** @throws SetupRefused when it cannot be read as text */
    static SetupText of(Path file) {
        var name = file.toString();
        try {
            if (Files.isDirectory(file)) {
                throw refused(name, "is a folder, not a file");
            }
            // Four bytes a character at most; what is too long by characters is told by the reader.
            if (Files.size(file) > 4L * YamlReader.LARGEST) {
                throw refused(
                        name,
                        "the file has %,d bytes; at most %,d characters are read"
                                .formatted(Files.size(file), YamlReader.LARGEST));
            }
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return new SetupText(name, text, file);
        } catch (NoSuchFileException e) {
            throw refused(name, "there is no such file");
        } catch (AccessDeniedException e) {
            throw refused(name, "this user may not read it");
        } catch (CharacterCodingException e) {
            throw refused(name, "is not text in UTF-8");
        } catch (IOException e) {
            throw refused(name, "cannot be read: " + e.getMessage());
        }
    }

    Sources sources(Map<String, String> environment) {
        return new LocalSources(file, environment);
    }

    private static SetupRefused refused(String name, String message) {
        return new SetupRefused(List.of(new SetupMistake(name, 1, 1, message)));
    }
}
