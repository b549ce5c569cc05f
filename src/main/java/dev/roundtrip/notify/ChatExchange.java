package dev.roundtrip.notify;

import dev.roundtrip.delivery.Outcome;
import dev.roundtrip.outbound.Answer;
import dev.roundtrip.outbound.Bytes;
import dev.roundtrip.outbound.OutboundClient;
import dev.roundtrip.outbound.OutboundRequest;
import dev.roundtrip.outbound.OutboundUrl;
import dev.roundtrip.outbound.TlsProfile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Posts one message to a channel and judges the answer. What it tells of it names the host and nothing else of the URL. */
final class ChatExchange {
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final OutboundClient client;
    private final String userAgent;

    /** @param version of the program, for the User-Agent */
    ChatExchange(OutboundClient client, String version) {
        this.client = client;
        this.userAgent = "Roundtrip/" + version;
    }

    /** @param longest that somebody waits for the answer */
    Outcome post(Channel channel, String url, ChatText said, Duration longest) throws InterruptedException {
        OutboundUrl parsed;
        OutboundRequest request;
        try {
            parsed = OutboundUrl.parse(url);
            var format = ChatFormat.of(channel.kind());
            request = new OutboundRequest(
                    "POST",
                    format.target(parsed),
                    List.of(new OutboundRequest.Header("User-Agent", userAgent)),
                    Bytes.utf8(format.json(said, parsed)),
                    "application/json; charset=utf-8",
                    longest,
                    TlsProfile.SYSTEM);
        } catch (IllegalArgumentException e) {
            return refused(String.valueOf(e.getMessage()));
        }
        return outcome(channel, parsed, client.send(request));
    }

    static Outcome refused(String why) {
        return new Outcome.Refused(new Outcome.Report(null, why, null, null, false));
    }

    private static Outcome outcome(Channel channel, OutboundUrl url, Answer answer) {
        var dialled = answer.address();
        var address = dialled == null ? null : dialled.getAddress().getHostAddress() + ":" + dialled.getPort();
        return switch (answer) {
            case Answer.Unanswered unanswered ->
                new Outcome.TryAgain(new Outcome.Report(null, unanswered.message(), address, null), Optional.empty());
            case Answer.Answered answered -> {
                int status = answered.status();
                if (status / 100 == 2) {
                    yield new Outcome.Delivered(new Outcome.Report(status, null, address, null));
                }
                var report = new Outcome.Report(status, error(channel, url, answered), address, null);
                yield status / 100 == 5 || status == 408 || status == 429
                        ? new Outcome.TryAgain(report, Optional.empty())
                        : new Outcome.Refused(report);
            }
        };
    }

    private static String error(Channel channel, OutboundUrl url, Answer.Answered answered) {
        return "%s answered %d%s"
                .formatted(
                        channel.host(),
                        answered.status(),
                        answered.status() / 100 == 3
                                ? ", which points elsewhere; redirects are never followed"
                                // Anybody may have a chat of their own: it is not to read what an address inside the
                                // network says.
                                : Optional.of(answered.text())
                                        .filter(_ -> channel.person() == null)
                                        .flatMap(text -> ChatAnswer.said(text, url))
                                        .map(said -> ": " + said)
                                        .orElse(""));
    }
}
