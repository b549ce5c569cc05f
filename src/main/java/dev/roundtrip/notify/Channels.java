package dev.roundtrip.notify;

import dev.roundtrip.outbound.AddressPolicy;
import dev.roundtrip.outbound.OutboundClient;
import dev.roundtrip.outbound.OutboundUrl;
import dev.roundtrip.store.Revision;
import dev.roundtrip.store.SealedRows;
import dev.roundtrip.store.Store;
import dev.roundtrip.store.Vault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where you go for channels. Of their URLs it tells whether another is one's own, and nothing else. */
public final class Channels {
    private final Store store;
    private final OutboundClient client;
    private final ChannelTable table;
    private final Revision.Cached<List<ChannelTable.Kept>> rows;

    public Channels(Store store, Vault vault, OutboundClient client) {
        this.store = store;
        this.client = client;
        this.table = new ChannelTable(store, vault);
        this.rows = store.revision().cached(table::all);
    }

    /**
     * That nothing gets through to a channel.
     *
     * @param error what the far end, or the way to it, had against it last; always English, without the URL
     */
    public record Refusal(Instant at, String error) {}

    /**
     * Opens every URL there is, before a desk starts: with another key it could keep no promise.
     *
     * @throws dev.roundtrip.store.StoreRefused naming the first that does not open
     */
    public void tryTheKey() {
        rows.get()
                .forEach(row -> Optional.ofNullable(row.locked())
                        .ifPresent(locked -> table.url(row.channel().id(), locked)));
    }

    /** Their URLs, to whoever seals them anew. */
    public SealedRows sealed() {
        return table;
    }

    /** Those of the desk, by name. */
    public List<Channel> all() {
        return ofDesk(ChannelTable.Kept::isThere);
    }

    /** Those of the desk and behind them those that were, for who names one names it still. */
    public List<Channel> known() {
        return ofDesk(_ -> true);
    }

    private List<Channel> ofDesk(Predicate<ChannelTable.Kept> wanted) {
        return rows.get().stream()
                .filter(wanted)
                .map(ChannelTable.Kept::channel)
                .filter(channel -> channel.person() == null)
                .toList();
    }

    /** Of the desk and of people, those that are gone included. */
    public List<String> lanes() {
        return rows.get().stream().map(row -> row.channel().lane()).toList();
    }

    /** One of the desk's; names are found without case. */
    public Optional<Channel> named(String name) {
        var key = Channel.keyOf(name);
        return all().stream()
                .filter(channel ->
                        channel.name() != null && Channel.keyOf(channel.name()).equals(key))
                .findFirst();
    }

    /** Empty for one that is gone. */
    public Optional<Channel> withId(long id) {
        return row(id).filter(ChannelTable.Kept::isThere).map(ChannelTable.Kept::channel);
    }

    /** The one whose messages travel there; empty for one that is gone. */
    public Optional<Channel> ofLane(String lane) {
        return withId(Channel.idOf(lane));
    }

    public boolean isThere(Channel channel) {
        return withId(channel.id()).isPresent();
    }

    public Optional<Channel> ofPerson(long person) {
        return rows.get().stream()
                .filter(ChannelTable.Kept::isThere)
                .map(ChannelTable.Kept::channel)
                .filter(channel -> channel.person() != null && channel.person() == person)
                .findFirst();
    }

    private Optional<ChannelTable.Kept> row(long id) {
        return rows.get().stream().filter(row -> row.channel().id() == id).findFirst();
    }

    /** What keeps a URL from being one of that kind, in words that do not show it; empty when nothing does. */
    public Optional<String> fault(Channel.Kind kind, String url) {
        try {
            var parsed = OutboundUrl.parse(url.strip());
            var format = ChatFormat.of(kind);
            return format.fault(parsed)
                    .or(() -> client.saveCheck(format.target(parsed))
                                    instanceof AddressPolicy.Verdict.Refused(var message)
                            ? Optional.of(message)
                            : Optional.empty());
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Whether that is another URL than the one it has, without telling either. */
    public boolean urlDiffers(long id, String url) {
        return !url(id).filter(url.strip()::equals).isPresent();
    }

    /** Empty for one that is gone. */
    Optional<String> url(long id) {
        return row(id).map(ChannelTable.Kept::locked).map(locked -> table.url(id, locked));
    }

    /**
     * Adds a channel ({@code id} 0) or changes the one of that id, and returns it as kept. One of the desk's that was gone comes back
     * under its name, to those who name it, and a person's own to its person.
     *
     * @param url null to leave the one that it has
     * @throws IllegalArgumentException for a URL that cannot be its own, saying why
     */
    public Channel keep(Channel channel, @Nullable String url) {
        if (url == null && channel.id() == 0) {
            throw new IllegalArgumentException("a channel needs a URL");
        }
        if (url != null) {
            fault(channel.kind(), url).ifPresent(fault -> {
                throw new IllegalArgumentException(fault);
            });
        }
        return store.write(() -> {
            var id = channel.id() == 0 ? gone(channel).orElseGet(() -> table.insert(channel)) : channel.id();
            var kept = channel.withId(id);
            table.update(kept);
            if (url != null) {
                var origin = OutboundUrl.parse(url.strip()).origin();
                kept = kept.at(origin.substring(origin.indexOf("//") + 2));
                table.keepUrl(kept, url.strip());
            }
            store.revision().bump();
            return kept;
        });
    }

    private Optional<Long> gone(Channel wanted) {
        return rows.get().stream()
                .filter(row -> !row.isThere())
                .map(ChannelTable.Kept::channel)
                .filter(was -> wanted.isAnother(was))
                .map(Channel::id)
                .findFirst();
    }

    /** Its URL is forgotten. What has not gone out yet is refused at its next attempt. */
    public void delete(Channel channel) {
        store.write(() -> {
            table.forgetUrl(channel.id());
            store.revision().bump();
            return null;
        });
    }

    /** Why nothing gets through, as long as nothing does. */
    public Optional<Refusal> refusal(Channel channel) {
        return table.refusal(channel.id());
    }

    void refused(Channel channel, Instant at, String error) {
        store.write(() -> {
            table.refused(channel.id(), at, error);
            return null;
        });
    }

    /** Something got through. */
    void taken(Channel channel) {
        if (refusal(channel).isPresent()) {
            store.write(() -> {
                table.taken(channel.id());
                return null;
            });
        }
    }
}
