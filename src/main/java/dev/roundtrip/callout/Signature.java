package dev.roundtrip.callout;

import dev.roundtrip.outbound.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The signature of a request as Standard Webhooks has it: made by us, and judged as a far end has to judge it. */
public final class Signature {
    /** So far may the time in a request and the receiver's be apart. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private Signature() {}

    /** The value of {@code webhook-signature}: a signature of each, in their order. */
    static String header(List<SigningSecret> signers, String id, String timestamp, Bytes body) {
        return signers.stream().map(signer -> signer.sign(id, timestamp, body)).collect(Collectors.joining(" "));
    }

    /** What a receiver can say of a signature. */
    public sealed interface Verdict {
        /** @param fitting how many of the sender's secrets have signed it, of so many */
        record Right(int fitting, int secrets) implements Verdict {}

        /** Made with another secret, or the request is not as it was signed. */
        record Wrong() implements Verdict {}

        /**
         * Right in itself, and of another time: an old request that somebody sends again, or clocks that differ.
         *
         * @param age negative where it is ahead
         */
        record OutOfTime(Duration age) implements Verdict {}

        /** Nobody here knows with which secret to judge it. */
        record Unknown(String why) implements Verdict {}
    }

    /**
     * What a request that came in says of itself.
     *
     * @param signatures the value of {@code webhook-signature}
     * @param body whole, byte for byte
     */
    public record Claim(String id, String timestamp, String signatures, Bytes body) {
        public Claim {
            if (!SECONDS.matcher(timestamp).matches()) {
                throw new IllegalArgumentException("webhook-timestamp is not a number of seconds");
            }
        }

        /**
         * From its headers, null where they are not there.
         *
         * @throws IllegalArgumentException saying what keeps it from being judged
         */
        public static Claim of(
                @Nullable String id, @Nullable String timestamp, @Nullable String signatures, Bytes body) {
            if (id == null || timestamp == null || signatures == null) {
                throw new IllegalArgumentException(
                        "webhook-id, webhook-timestamp and webhook-signature belong together; one of them is missing");
            }
            return new Claim(id, timestamp, signatures, body);
        }

        /** @param secrets of the callout that it is said to come from */
        Verdict judge(List<SigningSecret> secrets, Instant now) {
            long fitting = secrets.stream().filter(this::isMadeWith).count();
            if (fitting == 0) {
                return new Verdict.Wrong();
            }
            var age = Duration.ofSeconds(now.getEpochSecond() - Long.parseLong(timestamp));
            return age.abs().compareTo(TOLERANCE) > 0
                    ? new Verdict.OutOfTime(age)
                    : new Verdict.Right((int) fitting, secrets.size());
        }

        private boolean isMadeWith(SigningSecret secret) {
            var expected = ascii(secret.sign(id, timestamp, body));
            // In a time that does not tell how much of it is right.
            return Stream.of(signatures.strip().split(" +"))
                    .anyMatch(given -> MessageDigest.isEqual(expected, ascii(given)));
        }

        private static byte[] ascii(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }
}
