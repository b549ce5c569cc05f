package dev.roundtrip.template;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address: scheme and host are written out, values stand in the path and the query. What an address cannot hold bare (blanks,
 * quotes, umlauts) may be typed as it is and is sent percent-encoded.
 */
final class UrlSurroundings implements Surroundings {
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}])(?::(?<port>[0-9]{1,5}))?");
    private static final String SENT_BARE = "!$&'()*+,;=:@/?-._~";

    private final StringBuilder begun = new StringBuilder();
    private At at = At.HOST;

    private enum At implements Spot {
        HOST(null, "before the first / after the host"),
        PATH(Place.PATH, "in the path"),
        QUERY(Place.QUERY, "in the query");

        private final @Nullable Place place;
        private final String words;

        At(@Nullable Place place, String words) {
            this.place = place;
            this.words = words;
        }

        @Override
        public @Nullable Place place() {
            return place;
        }

        @Override
        public String words() {
            return words;
        }

        @Override
        public String advice() {
            return "a value never chooses the host; write it out, for example https://monitoring.acme.example/{{…}}";
        }

        @Override
        public boolean takesSections() {
            return this != HOST;
        }
    }

    @Override
    public void read(String text, int from, int to, StringBuilder sent, Mistakes mistakes) {
        int segment = -1; // where in `sent` a segment began that holds no tag so far
        for (int i = from; i < to; ) {
            int c = text.codePointAt(i);
            if (at == At.HOST) {
                readHost(c, i, mistakes);
                if (at == At.HOST) {
                    sent.appendCodePoint(c);
                    i += Character.charCount(c);
                    continue;
                }
            }

            if (at == At.PATH && (c == '/' || c == '?')) {
                refuseDots(sent, segment, i, mistakes);
                segment = sent.length() + 1;
            }
            if (c == '?') {
                at = At.QUERY;
            }
            send(c, text, i, to, sent, mistakes);
            i += Character.charCount(c);
        }
        if (at == At.PATH && to == text.length()) {
            refuseDots(sent, segment, to, mistakes);
        }
    }

    /** Takes one more character of scheme and host, or finds that they are over. */
    private void readHost(int c, int offset, Mistakes mistakes) {
        String scheme = schemeBegun();
        if (scheme != null && (c == '/' || c == '?' || c == '#')) {
            checkHost(begun.substring(scheme.length()), offset, mistakes);
            at = At.PATH;
            return;
        }
        begun.appendCodePoint(c);
        if (schemeBegun() == null && !isStartOfScheme()) {
            mistakes.add(0, "an address begins with http:// or https://, written out");
            at = At.PATH;
        }
    }

    private @Nullable String schemeBegun() {
        String start = begun.substring(0, Math.min(8, begun.length())).toLowerCase(Locale.ROOT);
        return start.equals("https://") ? "https://" : start.startsWith("http://") ? "http://" : null;
    }

    private boolean isStartOfScheme() {
        String start = begun.toString().toLowerCase(Locale.ROOT);
        return "https://".startsWith(start) || "http://".startsWith(start);
    }

    private static void checkHost(String host, int offset, Mistakes mistakes) {
        if (!mistakes.none()) {
            return; // a tag stood in it, and was told
        }
        Matcher parsed = HOST.matcher(host);
        if (host.indexOf('@') >= 0) {
            mistakes.add(
                    offset - host.length(),
                    "an address holds no user name and no password; enter them as the callout's authentication");
        } else if (host.isEmpty()) {
            mistakes.add(offset, "the host is missing; write it out, for example https://monitoring.acme.example/");
        } else if (!parsed.matches()) {
            mistakes.add(
                    offset - host.length(),
                    Abbreviated.of(host) + " is not a host; write a name in ASCII letters (xn--… for others),"
                            + " an IPv4 address or an IPv6 address in brackets, and at most a port");
        } else if (parsed.group("port") != null && !isPort(Integer.parseInt(parsed.group("port")))) {
            mistakes.add(
                    offset - host.length(), "port " + parsed.group("port") + " does not exist; ports are 1 to 65535");
        }
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= 65_535;
    }

    private static void send(int c, String text, int offset, int to, StringBuilder sent, Mistakes mistakes) {
        if (c == '#') {
            mistakes.add(offset, "the part from # on is never sent; leave it out, or write %23 for the character");
        } else if (Character.isISOControl(c)) {
            mistakes.add(offset, "an address is one line without control characters; leave this one out");
        } else if (c == '%') {
            // Looked for in this stretch of text only: a value must not complete an escape.
            boolean whole = offset + 2 < to
                    && Character.digit(text.charAt(offset + 1), 16) >= 0
                    && Character.digit(text.charAt(offset + 2), 16) >= 0;
            if (!whole) {
                mistakes.add(offset, "% is not followed by two hexadecimal digits; write %25 for the character");
            }
            sent.append('%');
        } else if (isSentBare(c)) {
            sent.append((char) c);
        } else {
            boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            Place.percent(half ? 0xFFFD : c, sent);
        }
    }

    private static boolean isSentBare(int c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || SENT_BARE.indexOf(c) >= 0);
    }

    private static void refuseDots(StringBuilder sent, int segment, int offset, Mistakes mistakes) {
        if (segment >= 0 && isDots(sent.substring(segment))) {
            mistakes.add(offset, "the path holds a segment of dots before this; write the path without . and ..");
        }
    }

    @Override
    public Spot spot() {
        return at;
    }

    @Override
    public void end(int offset, Mistakes mistakes) {
        if (at != At.HOST) {
            return;
        }
        String scheme = schemeBegun();
        if (scheme != null) {
            checkHost(begun.substring(scheme.length()), offset, mistakes);
        } else if (mistakes.none()) {
            mistakes.add(0, "an address begins with http:// or https:// and a host, written out");
        }
    }

    /**
     * Refuses a rendered address whose path would climb: receivers and proxies resolve {@code .} and {@code ..}, however they are
     * encoded, so a ticket's text could choose another path.
     *
     * @throws RenderFailed naming the segment
     */
    static void refuseClimbing(String address) {
        int start = address.indexOf('/', address.indexOf("://") + 3);
        int query = address.indexOf('?');
        int end = query < 0 ? address.length() : query;
        while (start >= 0 && start < end) {
            int next = address.indexOf('/', start + 1);
            int segmentEnd = next < 0 || next > end ? end : next;
            String segment = address.substring(start + 1, segmentEnd);
            if (isDots(segment)) {
                throw new RenderFailed(
                        "the path of the address would hold the segment \"" + segment
                                + "\", which leads to another path; a value that stands for a whole segment must be more than dots");
            }
            start = next;
        }
    }

    private static boolean isDots(String segment) {
        if (segment.length() > 6) {
            return false;
        }
        String plain = segment.replaceAll("(?i)%2e", ".");
        return plain.equals(".") || plain.equals("..");
    }
}
