package dev.roundtrip.notify;

import dev.roundtrip.people.Person;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One message to several, within a write: a notice for each, a mail for each address, however often they are named. People go before addresses. */
final class Sending {
    private final NoticeTable table;
    private final Promises promises;
    private final Function<Person, Ways> ways;
    private final Function<Reader, Message> message;
    private final About about;
    private final Instant at;
    private final Map<Long, Sent> people = new HashMap<>();
    private final Map<String, Sent> addresses = new HashMap<>();
    private final Map<String, Sent> quietAddresses = new HashMap<>();
    private final Map<Long, Sent> chats = new HashMap<>();

    /**
     * How a person is reached besides the inbox.
     *
     * @param mail whether there is a mail server
     * @param own the person's own chat
     * @param quietUntil when the person may be disturbed again; null for now
     */
    record Ways(
            boolean mail, Optional<Channel> own, @Nullable Instant quietUntil) {}

    /**
     * What became of it.
     *
     * @param name of who got it, as a trace tells it
     */
    record Sent(
            String name,
            long notice,
            @Nullable String mail,
            @Nullable String chat) {
        Told.Noticed to(Recipient who) {
            return new Told.Noticed(who, name, notice, mail, chat);
        }
    }

    Sending(
            NoticeTable table,
            Promises promises,
            Function<Person, Ways> ways,
            Function<Reader, Message> message,
            About about,
            Instant at) {
        this.table = table;
        this.promises = promises;
        this.ways = ways;
        this.message = message;
        this.about = about;
        this.at = at;
    }

    Sent tell(Reader reader) {
        return switch (reader) {
            case Reader.Somebody somebody -> tell(somebody);
            case Reader.Outside outside -> tell(outside);
            case Reader.Chat chat -> tell(chat);
        };
    }

    private Sent tell(Reader.Somebody somebody) {
        var known = people.get(somebody.person().id());
        if (known != null) {
            return known;
        }
        var person = somebody.person();
        var said = message.apply(somebody);
        var way = ways.apply(person);
        var address = way.mail() ? somebody.address() : null;
        // Two people may share an address: one mail for both, and a notice each.
        var earlier = address == null ? null : addresses.get(address.key());
        var waits = way.quietUntil() != null && (address != null || way.own().isPresent());
        var notice = table.insert(
                person.id(), null, null, said, about, at, waits && earlier == null ? way.quietUntil() : null);
        var mail = earlier != null
                ? earlier.mail()
                : address == null || waits ? null : promises.mail(notice, said, address, about);
        var chat = waits
                ? null
                : way.own()
                        .map(channel -> promises.chat(notice, said, channel, about))
                        .orElse(null);
        var sent = new Sent(person.login(), notice, mail, chat);
        people.put(person.id(), sent);
        if (somebody.address() != null) {
            (waits && earlier == null ? quietAddresses : addresses)
                    .putIfAbsent(somebody.address().key(), sent);
        }
        return sent;
    }

    private Sent tell(Reader.Outside outside) {
        var key = outside.address().key();
        var known = addresses.get(key);
        if (known != null) {
            return known;
        }
        // Whoever names a person and the person's address means to tell one, not to wake somebody up.
        var waits = quietAddresses.get(key);
        if (waits != null) {
            return waits;
        }
        var said = message.apply(outside);
        var notice = table.insert(null, outside.address().text(), null, said, about, at, null);
        var mail = promises.mail(notice, said, outside.address(), about);
        var sent = new Sent(outside.address().text(), notice, mail, null);
        addresses.put(key, sent);
        return sent;
    }

    /** Whether a person of that address has it already, so that no mail is needed. */
    boolean hasReached(MailAddress address) {
        return addresses.containsKey(address.key()) || quietAddresses.containsKey(address.key());
    }

    private Sent tell(Reader.Chat reader) {
        return chats.computeIfAbsent(reader.channel().id(), id -> {
            var said = message.apply(reader);
            var notice = table.insert(null, null, id, said, about, at, null);
            var chat = promises.chat(notice, said, reader.channel(), about);
            return new Sent(promises.nameOf(reader.channel()), notice, null, chat);
        });
    }
}
