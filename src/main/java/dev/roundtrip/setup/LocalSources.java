package dev.roundtrip.setup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Values from this process's environment and from files beside the setup file. */
final class LocalSources implements Sources {
    private static final int LARGEST = 1024 * 1024;

    private final Path file;
    private final Map<String, String> environment;

    /** @param file the setup file: paths are relative to where it lies */
    LocalSources(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    @Override
    public String value(Reference reference) throws Unresolved {
        return switch (reference.kind()) {
            case ENV -> {
                var value = environment.get(reference.name());
                if (value == null) {
                    throw new Unresolved("is not set in the environment of this command");
                }
                yield value;
            }
            case FILE -> content(file.resolveSibling(reference.name()));
        };
    }

    private static String content(Path file) throws Unresolved {
        try {
            if (Files.isRegularFile(file) && Files.size(file) > LARGEST) {
                throw new Unresolved("is larger than 1 MiB (" + file + ")");
            }
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return withoutLastLineBreak(text);
        } catch (NoSuchFileException e) {
            throw new Unresolved("is not there: no file " + file);
        } catch (AccessDeniedException e) {
            throw new Unresolved("may not be read by this user: " + file);
        } catch (CharacterCodingException e) {
            throw new Unresolved("is not text in UTF-8: " + file);
        } catch (IOException e) {
            throw new Unresolved("cannot be read: " + file);
        }
    }

    // Editors and echo end a file with a line break that is not part of the secret in it.
    private static String withoutLastLineBreak(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
