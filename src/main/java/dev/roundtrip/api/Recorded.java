package dev.roundtrip.api;

import dev.roundtrip.callout.Masking;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request of an API user and what it got, as they were: to be made readable later, by whoever writes it down.
 *
 * @param of whose, and whether let in
 * @param address with its query, as the client wrote it
 * @param size bytes that the request brought or announced
 */
record Recorded(
        Of of,
        Instant at,
        String method,
        String address,
        int status,
        long millis,
        @Nullable String integrationCode,
        @Nullable String contentType,
        @Nullable String userAgent,
        SentSecrets secrets,
        long size,
        Beginning sent,
        Beginning answered) {
    private static final int LONGEST_ADDRESS = 2_000;
    private static final int LONGEST_HEADER = 300;
    private static final int LONGEST_METHOD = 20;

    /** Shorter ones would be told by their beginning. */
    private static final int CODE_WITH_BEGINNING = 12;

    /** Where somebody takes an address for the place of credentials. */
    private static final Pattern NAMED_LIKE_A_SECRET = Pattern.compile(
            "(?i)(?<=[?&](?:secret|password|token|access_token|api_?key|authorization|apiintegrationcode)(?:=|%3[dD]))[^&]+");

    /**
     * What is kept apart, so that strangers who know a login cannot push out what its user did.
     *
     * @param signedIn false where the login was an API user's and the rest was wrong, or was not looked at
     */
    record Of(long apiUserId, boolean signedIn) {}

    /** Bytes that it holds in memory, or more. */
    int weight() {
        int characters = method.length()
                + address.length()
                + length(integrationCode)
                + length(contentType)
                + length(userAgent)
                + secrets.length();
        return 1_000 + 2 * characters + sent.kept() + answered.kept();
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /** @param masking of the secrets that it came with */
    LoggedRequest readable(Masking masking) {
        return new LoggedRequest(
                0,
                of,
                at,
                Characters.shortened(method, LONGEST_METHOD),
                NAMED_LIKE_A_SECRET
                        .matcher(shown(masking, address, LONGEST_ADDRESS))
                        .replaceAll(Masking.MASK),
                status,
                millis,
                integrationCode == null ? null : maskedCode(integrationCode),
                contentType == null ? null : shown(masking, contentType, LONGEST_HEADER),
                userAgent == null ? null : shown(masking, userAgent, LONGEST_HEADER),
                sent.said(masking, size),
                answered.said(masking, answered.all()));
    }

    private static String shown(Masking masking, String text, int most) {
        var start = masking.maskedStart(text, most);
        return Characters.readable(text.length() > most ? start + "…" : start);
    }

    private static String maskedCode(String code) {
        return code.length() < CODE_WITH_BEGINNING
                ? Masking.MASK
                : Characters.readable(code.substring(0, 3) + Masking.MASK);
    }
}
