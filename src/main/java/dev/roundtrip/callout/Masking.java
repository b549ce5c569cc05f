package dev.roundtrip.callout;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hides a callout's secrets wherever they are echoed, however the far end wrote them.
 *
 * <p>How a far end escapes is its own affair: hex in either case, a plus for a blank, a slash with a backslash before it, all of it or
 * a part. So the forms are not listed. The text is instead read in each way it may have been written, the secret is looked for in what
 * comes out, and the stretch of the text it came from is hidden. Time grows with the length of the text, however many secrets there are.
 *
 * <p>A secret of fewer than four characters would tear holes into every text ("ok", "on", "1"). It is hidden only where it is the whole
 * text, as it is when the text is the value of a header, bare or after {@code Bearer}.
 */
final class Masking {
    static final String MASK = "••••••••";
    private static final int SHORTEST = 4;
    private static final String BEARER = "Bearer ";

    private final Set<String> alone;
    private final Needles needles;

    private Masking(Set<String> alone, Needles needles) {
        this.alone = alone;
        this.needles = needles;
    }

    /** A user name and password, which travel together in Base64. The name itself is no secret. */
    record Login(String user, String password) {
        @Override
        public String toString() {
            return user + ":…";
        }
    }

    static Masking of(Callout callout, Secrets secrets) {
        var password = secrets.auth();
        var login = callout.authentication() instanceof Authentication.Basic(var username) && password != null
                ? List.of(new Login(username, password))
                : List.<Login>of();
        return of(secrets.byName().values(), login);
    }

    /** @param secrets those of one callout, each as a person typed it; empty ones are left out */
    static Masking of(Collection<String> secrets, Collection<Login> logins) {
        var sought = new LinkedHashSet<String>();
        var alone = new LinkedHashSet<String>();
        var all = new ArrayList<>(secrets);
        for (var login : logins) {
            all.add(login.password());
            if (!login.password().isEmpty()) {
                sought.addAll(inBase64(login.user() + ":" + login.password()));
            }
        }
        for (var secret : all) {
            if (secret.isBlank()) {
                continue;
            }
            var shapes = shapes(secret);
            shapes.forEach(shape -> (shape.length() < SHORTEST ? alone : sought).add(shape));
            sought.addAll(inBase64(secret));
        }
        sought.removeIf(shape -> shape.length() < SHORTEST);
        return new Masking(Set.copyOf(alone), new Needles(sought));
    }

    /** The text with each stretch that reads as a secret replaced by {@link #MASK}. */
    String mask(String text) {
        if (alone.isEmpty() && needles.longest() == 0) {
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
    String maskedStart(String text, int most) {
        if (text.length() <= most) {
            return mask(text);
        }
        // An escaped character is at most twelve characters long: %F0%9F%92%A9, or a pair of \\uXXXX.
        int enough = (int) Math.min(text.length(), most + 12L * needles.longest());
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
        // As bytes of UTF-8 that somebody took for Latin-1.
        shapes.add(new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        return shapes;
    }

    private static List<String> inBase64(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var padded = Base64.getEncoder().encodeToString(bytes);
        var forUrls = Base64.getUrlEncoder().encodeToString(bytes);
        return List.of(padded, padded.replace("=", ""), forUrls, forUrls.replace("=", ""));
    }

    private static Set<Reading> readings(String text) {
        var plain = Reading.of(text);
        var readings = new LinkedHashSet<Reading>();
        for (var one : List.of(plain, plain.jsonUnescaped(), plain.xmlUnescaped())) {
            readings.add(one);
            readings.add(one.percentDecoded(false));
            readings.add(one.percentDecoded(true));
        }
        return readings;
    }

    /** All the secrets in all their shapes, found in one pass over a text (Aho and Corasick, 1975). */
    private static final class Needles {
        private final Node root = new Node();
        private final int longest;

        private static final class Node {
            private final Map<Character, Node> next = new HashMap<>();
            private Node otherwise = this;
            private int ends; // length of the longest needle that ends here, or 0
        }

        Needles(Collection<String> needles) {
            for (var needle : needles) {
                var node = root;
                for (int i = 0; i < needle.length(); i++) {
                    node = node.next.computeIfAbsent(needle.charAt(i), _ -> new Node());
                }
                node.ends = needle.length();
            }
            longest = needles.stream().mapToInt(String::length).max().orElse(0);
            link();
        }

        int longest() {
            return longest;
        }

        void find(Reading reading, BitSet hidden) {
            if (longest == 0) {
                return;
            }
            var text = reading.text();
            var node = root;
            for (int i = 0; i < text.length(); i++) {
                node = step(node, text.charAt(i));
                if (node.ends > 0) {
                    hidden.set(reading.from(i - node.ends + 1), reading.to(i));
                }
            }
        }

        private Node step(Node from, char c) {
            for (var node = from; ; node = node.otherwise) {
                var next = node.next.get(c);
                if (next != null) {
                    return next;
                }
                if (node == root) {
                    return root;
                }
            }
        }

        private void link() {
            root.otherwise = root;
            var level = new ArrayDeque<>(root.next.values());
            level.forEach(node -> node.otherwise = root);
            for (var node = level.poll(); node != null; node = level.poll()) {
                for (var entry : node.next.entrySet()) {
                    var child = entry.getValue();
                    child.otherwise = step(node.otherwise, entry.getKey());
                    child.ends = Math.max(child.ends, child.otherwise.ends);
                    level.add(child);
                }
            }
        }
    }
}
