package dev.roundtrip.callout;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roundtrip.outbound.OutboundProxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hides secrets wherever they stand in a text, however it was written: those of a callout in what its far end echoes, those of a caller in
 * what is kept of its requests.
 *
 * <p>How a far end escapes is its own affair: hex in either case, a plus for a blank, a slash with a backslash before it, all of it or
 * a part, and once more around that. So the forms are not listed. The text is instead read in each way it may have been written, the secret
 * is looked for in what comes out, and the stretch of the text it came from is hidden. Time grows with the length of the text, however
 * many secrets there are.
 *
 * <p>What is looked for is the secret itself, its bytes in hex, and the part of its Base64 that is the same whatever stands before and
 * behind it. Out of reach is what would not be found for certain, or not in one pass: escaped three times over, Base64 or hex broken into
 * lines, parted by colons or encoded again, other alphabets (Base32, quoted-printable, {@code \x73}), letters in another case, encodings
 * but UTF-8 and ISO-8859-1, entities by name but the five of XML, and all that is compressed, hashed or cut.
 *
 * <p>A secret of fewer than four characters would tear holes into every text ("ok", "on", "1"). It is hidden only where it is the whole
 * text, as it is when the text is the value of a header, bare or after {@code Bearer}.
 */
public final class Masking {
    public static final String MASK = "••••••••";
    private static final int SHORTEST = 4;
    private static final String BEARER = "Bearer ";

    private final Set<String> alone;
    private final Needles needles;

    private Masking(Set<String> alone, Needles needles) {
        this.alone = alone;
        this.needles = needles;
    }

    /** A user name and password, which travel together in Base64. The name itself is no secret. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return user + ":…";
        }
    }

    /**
     * @param tokens that were given out for these secrets, and are secrets themselves
     * @param proxy what the proxy on the way is shown, which it may pass on
     */
    static Masking of(
            Callout callout, Secrets secrets, Collection<String> tokens, Optional<OutboundProxy.Login> proxy) {
        var password = secrets.auth();
        var logins = new ArrayList<Login>();
        proxy.ifPresent(shown -> logins.add(new Login(shown.user(), shown.password())));
        if (password != null) {
            switch (callout.authentication()) {
                case Authentication.Basic(var username) -> logins.add(new Login(username, password));
                case Authentication.OAuth2 way -> logins.add(TokenRequest.login(way.clientId(), password));
                default -> {}
            }
        }
        var keys = new ArrayList<byte[]>();
        for (int i = 0; i < callout.signatures(); i++) {
            var signing = secrets.signing(i);
            if (signing != null) {
                keys.add(SigningSecret.of(signing).bytes());
            }
        }
        var all = new ArrayList<>(secrets.sharedWithTheFarEnd());
        all.addAll(tokens);
        return of(all, logins, keys);
    }

    /** @param secrets each as a person typed it; empty ones are left out */
    public static Masking of(Collection<String> secrets, Collection<Login> logins) {
        return of(secrets, logins, List.of());
    }

    /** @param keys what a person typed in Base64, and a far end knows as bytes too */
    private static Masking of(Collection<String> secrets, Collection<Login> logins, Collection<byte[]> keys) {
        var needles = new Needles();
        keys.forEach(key -> Encoded.of(key).forEach(needles::add));
        var alone = new LinkedHashSet<String>();
        var all = new ArrayList<>(secrets);
        for (var login : logins) {
            all.add(login.password());
            if (!login.password().isEmpty()) {
                inBase64(login.user() + ":" + login.password()).forEach(needles::add);
            }
        }
        for (var secret : all) {
            if (secret.isBlank()) {
                continue;
            }
            for (var shape : shapes(secret)) {
                if (shape.length() < SHORTEST) {
                    alone.add(shape);
                } else {
                    needles.add(shape);
                }
            }
            inBase64(secret).forEach(needles::add);
            if (secret.length() >= SHORTEST) {
                bytes(secret).forEach(bytes -> Encoded.of(bytes).forEach(needles::add));
            }
        }
        return new Masking(Set.copyOf(alone), needles.linked());
    }

    /** The text with each stretch that reads as a secret replaced by {@link #MASK}. */
    public String mask(String text) {
        if (alone.isEmpty() && needles.reach() == 0) {
            return text;
        }
        var readings = readings(text);
        for (var reading : readings) {
            if (alone.contains(reading.text().strip())) {
                return MASK;
            }
            if (reading.text().regionMatches(true, 0, BEARER, 0, BEARER.length())
                    && alone.contains(reading.text().substring(BEARER.length()).strip())) {
                return BEARER + MASK;
            }
        }
        var hidden = new BitSet(text.length());
        readings.forEach(reading -> needles.find(reading, hidden));
        return hidden.isEmpty() ? text : without(text, hidden);
    }

    /**
     * The first so many characters of a longer text, masked. Masking what was already cut would leave the beginning of a secret that
     * the cut went through.
     */
    public String maskedStart(String text, int most) {
        if (text.length() <= most) {
            return mask(text);
        }
        int enough = (int) Math.min(text.length(), (long) most + needles.reach());
        var masked = mask(text.substring(0, enough));
        return masked.substring(0, Math.min(most, masked.length()));
    }

    private static String without(String text, BitSet hidden) {
        var shown = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int from = hidden.nextSetBit(at);
            if (from < 0) {
                return shown.append(text, at, text.length()).toString();
            }
            shown.append(text, at, from).append(MASK);
            at = hidden.nextClearBit(from);
        }
        return shown.toString();
    }

    private static Set<String> shapes(String secret) {
        var shapes = new LinkedHashSet<String>();
        shapes.add(secret);
        shapes.add(secret.strip());
        shapes.add(secret.replaceAll("\\p{Cntrl}", " ")); // as a header carries it
        // In a header only what is not ASCII is percent-encoded, so that a % of the secret's own is read as an escape
        // too.
        shapes.add(Reading.of(secret).percentDecoded(false).text());
        // As bytes of the one encoding that somebody took for the other; what is not UTF-8 has become U+FFFD then.
        shapes.add(new String(secret.getBytes(UTF_8), ISO_8859_1));
        bytes(secret).forEach(bytes -> shapes.add(new String(bytes, UTF_8)));
        return shapes;
    }

    /** In UTF-8, and in ISO-8859-1 where that can be and is something else. */
    private static List<byte[]> bytes(String secret) {
        var utf8 = secret.getBytes(UTF_8);
        var latin = secret.getBytes(ISO_8859_1);
        return Arrays.equals(utf8, latin) || !ISO_8859_1.newEncoder().canEncode(secret)
                ? List.of(utf8)
                : List.of(utf8, latin);
    }

    private static List<String> inBase64(String text) {
        var padded = Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
        return Stream.of(padded, padded.replace("=", ""))
                .flatMap(one -> Stream.of(one, Encoded.forUrls(one)))
                .filter(one -> one.length() >= SHORTEST)
                .toList();
    }

    private static Set<Reading> readings(String text) {
        var plain = Reading.of(text);
        var json = plain.jsonUnescaped();
        var xml = plain.xmlUnescaped();
        var readings = new LinkedHashSet<Reading>();
        for (var one : List.of(
                plain, json, json.jsonUnescaped(), json.xmlUnescaped(), xml, xml.xmlUnescaped(), xml.jsonUnescaped())) {
            // A reading that is there already has been decoded already.
            if (readings.add(one)) {
                var decoded = one.percentDecoded(false);
                readings.add(decoded);
                readings.add(decoded.percentDecoded(false));
                var form = one.percentDecoded(true);
                readings.add(form);
                readings.add(form.percentDecoded(true));
            }
        }
        return readings;
    }

    /**
     * What a secret's bytes look like within a longer encoded text.
     *
     * @param core what is the same whatever stands around it
     * @param before how many characters before it hold bits of the secret too, and of what stands before it
     * @param after the same behind it
     */
    private record Encoded(String core, int before, int after) {
        static List<Encoded> of(byte[] secret) {
            var all = new ArrayList<Encoded>();
            var hex = HexFormat.of().formatHex(secret);
            all.add(new Encoded(hex, 0, 0));
            all.add(new Encoded(hex.toUpperCase(Locale.ROOT), 0, 0));
            // Three bytes are four characters: how the secret falls on them depends on how many bytes precede it.
            for (int bytesBefore = 0; bytesBefore < 3; bytesBefore++) {
                var shifted = new byte[bytesBefore + secret.length];
                System.arraycopy(secret, 0, shifted, bytesBefore, secret.length);
                int from = (bytesBefore * 8 + 5) / 6;
                int to = shifted.length * 8 / 6;
                var core = Base64.getEncoder().encodeToString(shifted).substring(from, to);
                var encoded = new Encoded(core, bytesBefore == 0 ? 0 : 1, shifted.length % 3 == 0 ? 0 : 1);
                all.add(encoded);
                all.add(new Encoded(forUrls(core), encoded.before, encoded.after));
            }
            return all;
        }

        static String forUrls(String base64) {
            return base64.replace('+', '-').replace('/', '_');
        }
    }

    /** All the secrets in all their shapes, found in one pass over a text (Aho and Corasick, 1975). */
    private static final class Needles {
        private final Node root = new Node('\0', null);
        // The root's children of ASCII: they are asked for at nearly every character.
        private final @Nullable Node[] begins = new Node[128];
        private int reach;

        /** One character further. Most have one child, so that a list of them is a better map than a map. */
        private static final class Node {
            private final char c;
            private final @Nullable Node sibling;
            private @Nullable Node child;
            private Node otherwise = this;
            private int before; // how far back the longest needle that ends here reaches, or 0 if none does
            private int after; // and how far beyond its end

            Node(char c, @Nullable Node sibling) {
                this.c = c;
                this.sibling = sibling;
            }

            @Nullable
            Node next(char wanted) {
                var node = child;
                while (node != null && node.c != wanted) {
                    node = node.sibling;
                }
                return node;
            }

            Node grown(char wanted) {
                var next = next(wanted);
                if (next == null) {
                    next = new Node(wanted, child);
                    child = next;
                }
                return next;
            }
        }

        /** Its characters may be escaped to 24 each: percent-encoded, with the percent signs escaped once more in JSON. */
        void add(String needle) {
            add(new Encoded(needle, 0, 0), 24);
        }

        /** Of these characters hardly one is ever escaped: {@code %252B}. */
        void add(Encoded needle) {
            add(needle, 5);
        }

        private void add(Encoded needle, int longestEscape) {
            var core = needle.core();
            var node = root;
            for (int i = 0; i < core.length(); i++) {
                node = node.grown(core.charAt(i));
            }
            node.before = Math.max(node.before, core.length() + needle.before());
            node.after = Math.max(node.after, needle.after());
            reach = Math.max(reach, longestEscape * (core.length() + needle.before() + needle.after()));
        }

        /** So many characters of a text can be one secret; 0 if there is none to be found. */
        int reach() {
            return reach;
        }

        void find(Reading reading, BitSet hidden) {
            if (reach == 0) {
                return;
            }
            var text = reading.text();
            var node = root;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                node = step(node, c);
                if (node.before > 0) {
                    int first = Math.max(0, i - node.before + 1);
                    int last = Math.min(text.length() - 1, i + node.after);
                    hidden.set(reading.from(first), reading.to(last));
                }
            }
        }

        private Node step(Node from, char c) {
            for (var node = from; node != root; node = node.otherwise) {
                var next = node.next(c);
                if (next != null) {
                    return next;
                }
            }
            var first = c < begins.length ? begins[c] : root.next(c);
            return first == null ? root : first;
        }

        /** To be called once all are added. */
        Needles linked() {
            root.otherwise = root;
            var level = new ArrayDeque<Node>();
            for (var first = root.child; first != null; first = first.sibling) {
                if (first.c < begins.length) {
                    begins[first.c] = first;
                }
                first.otherwise = root;
                level.add(first);
            }
            for (var node = level.poll(); node != null; node = level.poll()) {
                for (var child = node.child; child != null; child = child.sibling) {
                    child.otherwise = step(node.otherwise, child.c);
                    child.before = Math.max(child.before, child.otherwise.before);
                    child.after = Math.max(child.after, child.otherwise.after);
                    level.add(child);
                }
            }
            return this;
        }
    }
}
