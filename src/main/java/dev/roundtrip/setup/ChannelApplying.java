package dev.roundtrip.setup;

import static dev.roundtrip.setup.BasicsApplying.added;
import static dev.roundtrip.setup.BasicsApplying.called;

import dev.roundtrip.notify.Channel;
import dev.roundtrip.setup.SetupDocument.ChannelEntry;
import java.util.List;
import java.util.Optional;

/** Applies the desk's channels. A URL that the file leaves out stays as it is. */
final class ChannelApplying {
    private final Applying applying;
    private final Rooms rooms;

    ChannelApplying(Applying applying) {
        this.applying = applying;
        this.rooms = applying.rooms;
    }

    void channel(ChannelEntry entry) {
        var kept = applying.meant(rooms.channels().named(entry.name()), this::ofDesk);
        var url = entry.url() == null ? null : entry.url().text().strip();
        if (url == null) {
            refuseWithoutUrl(entry, kept);
        } else {
            rooms.channels().fault(entry.kind(), url).ifPresent(fault -> {
                throw applying.refused(entry.at("url"), ": " + fault);
            });
            if (url.regionMatches(true, 0, "http:", 0, 5)) {
                applying.warnings.of(
                        entry.at("url"),
                        "is a secret, and everybody on the way can read it over http://; use https://");
            }
        }
        var wanted = wanted(entry, kept);
        applying.change(
                () -> kept.map(now -> applying.compare(called("channel", String.valueOf(now.name())), entry.path())
                                .of("name", now.name(), wanted.name())
                                .of("kind", now.kind().word(), wanted.kind().word())
                                .when(
                                        url != null && rooms.channels().urlDiffers(now.id(), url),
                                        "the url of \"" + now.name() + "\" differs")
                                .differences())
                        .orElse(List.of(added("channel", entry.name().strip()))),
                () -> rooms.channels().keep(wanted, url));
    }

    private Channel wanted(ChannelEntry entry, Optional<Channel> kept) {
        try {
            return new Channel(
                    kept.map(Channel::id).orElse(0L),
                    null,
                    entry.name(),
                    entry.kind(),
                    kept.map(Channel::host).orElse(""));
        } catch (IllegalArgumentException e) {
            throw applying.refused(entry.at("name"), ": " + e.getMessage());
        }
    }

    private Optional<Channel> ofDesk(long id) {
        return rooms.channels().withId(id).filter(channel -> channel.person() == null);
    }

    /** What is kept for one kind is not to be told in the words of another. */
    private void refuseWithoutUrl(ChannelEntry entry, Optional<Channel> kept) {
        if (kept.isEmpty()) {
            throw applying.refused(entry.at("url"), ": a new channel needs one");
        }
        if (kept.get().kind() != entry.kind()) {
            throw applying.refused(
                    entry.at("url"),
                    ": the one that is kept is of kind %s; name the new one too"
                            .formatted(kept.get().kind().word()));
        }
    }
}
