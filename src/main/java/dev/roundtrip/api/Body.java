package dev.roundtrip.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Reads the body of a request as text. */
final class Body {
    private Body() {}

    /** What to do with bytes that are no UTF-8. */
    enum Mending {
        REFUSE,
        /** each becomes U+FFFD: nothing that an alert brings may be lost */
        REPLACE
    }

    /**
     * @param limit most bytes, unpacked
     * @throws ApiProblem when it is longer, broken gzip, or no UTF-8
     */
    static String text(InputStream in, int limit, Mending mending) throws IOException {
        var bytes = atMost(in, limit);
        if (isPacked(bytes)) {
            bytes = unpacked(bytes, limit);
        }
        var action = mending == Mending.REFUSE ? CodingErrorAction.REPORT : CodingErrorAction.REPLACE;
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(action)
                    .onUnmappableCharacter(action)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw ApiProblem.badInput("body: not UTF-8");
        }
    }

    /** By its first bytes, not by its header: a widely used client announces gzip and sends plain JSON. */
    static boolean isPacked(byte[] bytes) {
        return bytes.length > 1 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
    }

    private static byte[] unpacked(byte[] bytes, int limit) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return atMost(in, limit);
        } catch (IOException e) {
            throw ApiProblem.badInput("body: begins like gzip and cannot be unpacked");
        }
    }

    private static byte[] atMost(InputStream in, int limit) throws IOException {
        var bytes = in.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw ApiProblem.tooLarge("body: longer than %,d bytes".formatted(limit));
        }
        return bytes;
    }
}
