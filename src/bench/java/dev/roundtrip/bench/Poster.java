package dev.roundtrip.bench;

import dev.roundtrip.outbound.AddressPolicy;
import dev.roundtrip.outbound.Answer;
import dev.roundtrip.outbound.Bytes;
import dev.roundtrip.outbound.OutboundClient;
import dev.roundtrip.outbound.OutboundRequest;
import dev.roundtrip.outbound.OutboundRequest.Header;
import dev.roundtrip.outbound.OutboundUrl;
import dev.roundtrip.outbound.TlsProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** Posts a ticket for the other engines, with this house's HTTP client: what differs between the rows is then the engine. */
final class Poster implements AutoCloseable {
    static final String USER = "roundtrip";
    static final String PASSWORD = "carries all of it";

    /** Of the calls of every engine; a target that does not answer costs so long. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final String AUTHORIZATION =
            "Basic " + Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    private final Job job;
    private final OutboundClient client = new OutboundClient(AddressPolicy.parse("127.0.0.1/32"));

    Poster(Job job) {
        this.job = job;
    }

    /** What a callout says of a ticket: the same names as this house's default format, and about as long. */
    static String body(long ticket) {
        return "id=" + ticket + "&number=T20261125." + ticket
                + "&status=New&created_datetime=2026-11-25T10%3A00%3A00.000%2B00%3A00"
                + "&last_activity_datetime=2026-11-25T10%3A00%3A00.000%2B00%3A00&domain=ACME.EXAMPLE";
    }

    /** @throws NoSuccess when the answer is no success, or there is none */
    int post(long ticket, int target, String body) throws InterruptedException {
        var request = new OutboundRequest(
                "POST",
                OutboundUrl.parse(job.place().receiver() + job.shape().path(target)),
                List.of(
                        new Header("User-Agent", "Roundtrip/0.1.0-SNAPSHOT"),
                        new Header("webhook-id", "01kb0000000000" + (100_000_000_000L + ticket)),
                        new Header("webhook-timestamp", "1764064800"),
                        new Header("X-Roundtrip-Attempt", "1"),
                        new Header("Authorization", AUTHORIZATION)),
                Bytes.of(body.getBytes(StandardCharsets.UTF_8)),
                "application/x-www-form-urlencoded",
                TIMEOUT,
                TlsProfile.SYSTEM);
        if (client.send(request) instanceof Answer.Answered answered && answered.status() == 200) {
            return answered.status();
        }
        throw new NoSuccess();
    }

    @Override
    public void close() {
        client.close();
    }

    /** An attempt that failed, as the sick target's do. */
    static final class NoSuccess extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoSuccess() {
            super("no success", null, false, false);
        }
    }
}
