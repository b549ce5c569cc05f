package dev.roundtrip.api;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The entities by the names in their addresses. */
@Component
final class AllServed {
    /** Ids are positive, but for the desk's own company, and fit a long. */
    static final String ID = "/{id:[0-9]{1,18}}";

    private static final String WRITABLE_NAMES = "tickets|companies|contacts|configurationitems";
    private static final String OTHER_NAMES = "ticketnotes|ticketattachments|tickethistory|ticketcategories|resources";

    static final String WRITABLE = "/{entity:" + WRITABLE_NAMES + "}";
    static final String NOT_WRITABLE = "/{entity:" + OTHER_NAMES + "}";
    static final String ANY = "/{entity:" + WRITABLE_NAMES + "|" + OTHER_NAMES + "}";

    private final Map<String, Served<?>> byPath;

    AllServed(List<Served<?>> all) {
        // Two of one name are a mistake, which shows at the start.
        byPath = new TreeMap<>(all.stream()
                .collect(Collectors.toMap(served -> served.path().toLowerCase(Locale.ROOT), Function.identity())));
    }

    Collection<Served<?>> all() {
        return byPath.values();
    }

    /** @param path one of those in {@link #ANY} */
    Served<?> at(String path) {
        var served = byPath.get(path);
        if (served == null) {
            throw new IllegalArgumentException("no entity is served at " + path);
        }
        return served;
    }

    /** @param path one of those in {@link #WRITABLE} */
    Served.Writable<?> writableAt(String path) {
        return (Served.Writable<?>) at(path);
    }
}
