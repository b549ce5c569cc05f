package dev.roundtrip;

import dev.roundtrip.store.OwnFiles;
import dev.roundtrip.store.StoreRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/** This process's name among those that share a database: kept in its data folder, so that it knows its own rows after a restart. */
final class NodeName {
    private NodeName() {}

    static String of(Path data) {
        var file = data.resolve("node");
        try {
            OwnFiles.folder(data);
            return OwnFiles.kept(file, () -> UUID.randomUUID() + "\n").strip();
        } catch (IOException e) {
            throw new StoreRefused("the data folder %s cannot be used: %s".formatted(data, e), e);
        }
    }
}
