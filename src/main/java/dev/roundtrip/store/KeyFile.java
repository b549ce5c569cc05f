package dev.roundtrip.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a desk's keys lie: a file, or its environment, which it cannot change. */
final class KeyFile {
    private static final String NAMED = "--key-file or ROUNDTRIP_KEY";

    private final @Nullable Path file;
    private final String given;
    private final String name;

    private KeyFile(@Nullable Path file, String given, String name) {
        this.file = file;
        this.given = given;
        this.name = name;
    }

    /** @param source null takes the file {@code key} in {@code data}, made where it is missing */
    static KeyFile of(@Nullable KeySource source, Path data) {
        return switch (source) {
            case null -> {
                var file = data.resolve("key");
                try {
                    OwnFiles.folder(data);
                    OwnFiles.kept(file, () -> KeyRing.fresh() + "\n");
                } catch (IOException e) {
                    throw unusable(file, e);
                }
                yield new KeyFile(file, "", file.toString());
            }
            case KeySource.Kept(var file) -> {
                OwnFiles.warnIfOpen(file);
                yield new KeyFile(file, "", NAMED);
            }
            case KeySource.Given(var keys) -> new KeyFile(null, keys, NAMED);
        };
    }

    /** @throws StoreRefused when a key in it is none */
    KeyRing read() {
        if (file == null) {
            return KeyRing.of(given, name);
        }
        try {
            return KeyRing.of(Files.readString(file), name);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** @return why it could not be written; null when it was */
    @Nullable
    String write(KeyRing ring) {
        if (file == null) {
            return "ROUNDTRIP_KEY is the operator's to change";
        }
        try {
            OwnFiles.write(file, ring.text());
            return null;
        } catch (IOException e) {
            return "%s cannot be written by the desk: %s".formatted(file, SoleHolder.reason(e));
        }
    }

    private static StoreRefused unusable(Path file, IOException e) {
        return new StoreRefused("the key in %s cannot be used: %s".formatted(file, SoleHolder.reason(e)), e);
    }
}
