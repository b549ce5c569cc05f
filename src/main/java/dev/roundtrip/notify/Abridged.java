package dev.roundtrip.notify;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The texts of notices that go together, as much of each as one message holds. What is alone is never cut. Pure.
 *
 * @param texts of the notices, in their order
 * @param cut whether the one at that place goes on in the inbox
 */
record Abridged(List<String> texts, List<Boolean> cut) {
    /** As a mail holds them twice, and once more encoded: some 3 MB then. Servers take 10 MB at least. */
    private static final int MOST_BYTES = 512 * 1024;

    /** @param notices at least one */
    static Abridged of(List<Notice> notices) {
        if (notices.size() == 1 || fits(notices)) {
            return new Abridged(
                    notices.stream().map(Notice::text).toList(),
                    notices.stream().map(_ -> false).toList());
        }
        int share = MOST_BYTES / notices.size();
        return new Abridged(
                notices.stream().map(notice -> first(notice.text(), share)).toList(),
                notices.stream().map(notice -> bytes(notice.text()) > share).toList());
    }

    static boolean fits(List<Notice> notices) {
        return notices.stream().mapToLong(notice -> bytes(notice.text())).sum() <= MOST_BYTES;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** No more bytes than that, and no half character. */
    private static String first(String text, int most) {
        var bytes = ByteBuffer.allocate(most);
        var chars = CharBuffer.wrap(text);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(chars, bytes, true);
        return text.substring(0, chars.position());
    }
}
