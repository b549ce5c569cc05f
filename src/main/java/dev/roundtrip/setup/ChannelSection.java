package dev.roundtrip.setup;

import dev.roundtrip.notify.Channel;
import dev.roundtrip.setup.SetupDocument.ChannelEntry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code channels}: those of the desk. A person's own is the person's. */
final class ChannelSection extends AppliedSection<Channel, ChannelEntry> {
    private static final String URL = "url";
    private static final String HOST = "host";

    ChannelSection(Rooms rooms) {
        super(rooms, "channels", "channel");
    }

    @Override
    List<Channel> all() {
        return rooms.channels().all();
    }

    @Override
    long id(Channel channel) {
        return channel.id();
    }

    @Override
    String name(Channel channel) {
        return String.valueOf(channel.name());
    }

    /** With as much of its URL as may be told. */
    @Override
    Map<String, Object> before(Channel channel) {
        var before = new LinkedHashMap<String, Object>();
        before.put("id", channel.id());
        before.put(HOST, channel.host());
        return before;
    }

    @Override
    Collection<String> passedOver() {
        return Stream.concat(super.passedOver().stream(), Stream.of(HOST)).toList();
    }

    @Override
    Map<String, @Nullable Object> entry(Channel channel, Withheld secrets) {
        return new EntryWriter()
                .text("name", channel.name())
                .put("kind", channel.kind().word())
                .secret(URL, secrets.secret(URL, name(channel)))
                .entry();
    }

    @Override
    ChannelEntry read(Part part, @Nullable Long id) {
        return SetupReader.channel(part);
    }
}
