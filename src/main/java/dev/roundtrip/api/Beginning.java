package dev.roundtrip.api;

import dev.roundtrip.callout.Masking;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** The first bytes of what goes by, and how many there were in all. */
final class Beginning {
    /** Enough for the characters that are shown in most scripts, and for a secret that the end of these would cut. 16 KiB. */
    static final int MOST_BYTES = 1 << 14;

    /** Most characters that are shown. */
    static final int SHOWN = 4_000;

    private final ByteArrayOutputStream first = new ByteArrayOutputStream(512);
    private long all;

    void add(int oneByte) {
        all++;
        if (first.size() < MOST_BYTES) {
            first.write(oneByte);
        }
    }

    void add(byte[] bytes, int from, int count) {
        all += count;
        first.write(bytes, from, Math.min(count, MOST_BYTES - first.size()));
    }

    /** What went by so far is taken back. */
    void forget() {
        all = 0;
        first.reset();
    }

    /** Bytes that went by. */
    long all() {
        return all;
    }

    /** Bytes that are kept of them. */
    int kept() {
        return first.size();
    }

    /**
     * As text, unpacked if it begins like gzip. What is no UTF-8 becomes U+FFFD.
     *
     * @param size how many bytes there are in all, where more were announced than went by
     */
    LoggedRequest.Said said(Masking masking, long size) {
        if (kept() == 0) {
            return new LoggedRequest.Said(size, null, size > 0);
        }
        var bytes = first.toByteArray();
        var text = new String(Body.isPacked(bytes) ? unpacked(bytes) : bytes, StandardCharsets.UTF_8);
        return new LoggedRequest.Said(
                size,
                Characters.readable(masking.maskedStart(text, SHOWN)),
                size > bytes.length || text.length() > SHOWN);
    }

    private static byte[] unpacked(byte[] packed) {
        var plain = new ByteArrayOutputStream();
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            for (int next = in.read(); next >= 0 && plain.size() < MOST_BYTES; next = in.read()) {
                plain.write(next);
            }
        } catch (IOException e) {
            // The beginning of gzip ends amid it, and what is none breaks off: what came out so far is what can be
            // shown.
            return plain.toByteArray();
        }
        return plain.toByteArray();
    }
}
