package dev.roundtrip.testing;

import dev.roundtrip.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** A store a database for all tests of a class: opening one takes longer than most of them. */
public final class SharedStores implements AutoCloseable {
    private final Map<TestDatabase, Store> stores = new EnumMap<>(TestDatabase.class);
    private @Nullable Path folder;

    /** Fresh when it is asked for first. */
    public Store on(TestDatabase database) {
        return stores.computeIfAbsent(database, fresh -> Store.open(fresh.fresh(folder())));
    }

    private Path folder() {
        var made = folder;
        if (made == null) {
            try {
                made = Files.createTempDirectory("stores");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            folder = made;
        }
        return made;
    }

    @Override
    public void close() {
        stores.values().forEach(Store::close);
        if (folder != null) {
            FileSystemUtils.deleteRecursively(folder.toFile());
        }
    }
}
