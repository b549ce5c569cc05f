package dev.roundtrip.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A rendered text: frozen but for its secrets, which stand in it as references and are filled in at each attempt. So a corrected
 * password helps what is already waiting, and the store holds no secret.
 */
public final class Text {
    private static final String MASK = "••••••••";

    /** Marks what is not plain text in the encoded form: a control character, for no one types it. */
    private static final char MARK = '\u0001';

    private final List<Piece> pieces;

    /** Two literals never stand side by side. */
    private sealed interface Piece {}

    private record Literal(String text) implements Piece {}

    private record Secret(String name, Place place) implements Piece {
        Secret {
            if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a secret needs a name without control characters");
            }
        }
    }

    private Text(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /** A text without secrets; half of a surrogate pair, which no store can keep, becomes U+FFFD. */
    public static Text of(String text) {
        return new Builder().literal(Place.PLAIN.escape(text)).text();
    }

    /**
     * The text with its secrets, each escaped for the place where it stands.
     *
     * @param secrets gives the secret of a canonical (lower-case) name, or null when there is none
     * @throws RenderFailed when a secret is missing, or its place cannot carry it
     */
    public String fill(Function<String, @Nullable String> secrets) {
        return with(secret -> {
            String value = secrets.apply(secret.name);
            if (value == null) {
                throw new RenderFailed("the callout has no secret named " + secret.name
                        + " any more; enter it again, or take it out of the template");
            }
            // Better not sent than sent as something else, which nobody would ever take.
            if (!secret.place.carries(value)) {
                throw new RenderFailed("the secret named " + secret.name
                        + " holds a character that cannot be sent where it stands; enter it again");
            }
            return secret.place.escape(value);
        });
    }

    /** The text for eyes: {@code ••••••••} for each secret. */
    public String shown() {
        return with(secret -> MASK);
    }

    /** The text with something harmless for each secret, to be checked. */
    public String sample() {
        return with(secret -> secret.place.escape("x"));
    }

    private String with(Function<Secret, String> secrets) {
        if (pieces.size() == 1 && pieces.getFirst() instanceof Literal only) {
            return only.text;
        }
        var whole = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Literal literal -> whole.append(literal.text);
                case Secret secret -> whole.append(secrets.apply(secret));
            }
        }
        return whole.toString();
    }

    /** The canonical names of the secrets that are needed to fill it. */
    public Set<String> secrets() {
        Set<String> names = new LinkedHashSet<>();
        for (Piece piece : pieces) {
            if (piece instanceof Secret secret) {
                names.add(secret.name);
            }
        }
        return names;
    }

    /** This text, then more. */
    public Text plus(String literal) {
        var builder = new Builder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Literal text -> builder.literal(text.text);
                case Secret secret -> builder.secret(secret.name, secret.place);
            }
        }
        return builder.literal(literal).text();
    }

    /**
     * One string for the store, to be read by {@link #decode}: the text itself, if there are no secrets. A secret is
     * {@code ␁PLACE:name␁}; U+0001 itself is {@code ␁1␁} and U+0000, which PostgreSQL cannot store, {@code ␁0␁}.
     */
    public String encode() {
        if (pieces.size() == 1 && pieces.getFirst() instanceof Literal only && isPlain(only.text)) {
            return only.text;
        }
        var whole = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Literal literal -> {
                    for (int i = 0; i < literal.text.length(); i++) {
                        char c = literal.text.charAt(i);
                        switch (c) {
                            case MARK -> whole.append(MARK).append('1').append(MARK);
                            case 0 -> whole.append(MARK).append('0').append(MARK);
                            default -> whole.append(c);
                        }
                    }
                }
                case Secret secret ->
                    whole.append(MARK)
                            .append(secret.place.name())
                            .append(':')
                            .append(secret.name)
                            .append(MARK);
            }
        }
        return whole.toString();
    }

    private static boolean isPlain(String text) {
        return text.indexOf(MARK) < 0 && text.indexOf(0) < 0;
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Text decode(String encoded) {
        var builder = new Builder();
        int position = 0;
        for (int mark = encoded.indexOf(MARK); mark >= 0; mark = encoded.indexOf(MARK, position)) {
            builder.literal(encoded.substring(position, mark));
            int end = encoded.indexOf(MARK, mark + 1);
            if (end < 0) {
                throw new IllegalArgumentException("a stored text breaks off in the reference at character " + mark);
            }
            String reference = encoded.substring(mark + 1, end);
            int colon = reference.indexOf(':');
            if (reference.equals("0")) {
                builder.literal("\0");
            } else if (reference.equals("1")) {
                builder.literal(String.valueOf(MARK));
            } else if (colon > 0) {
                builder.secret(reference.substring(colon + 1), Place.valueOf(reference.substring(0, colon)));
            } else {
                throw new IllegalArgumentException("a stored text holds an unknown reference at character " + mark);
            }
            position = end + 1;
        }
        return builder.literal(encoded.substring(position)).text();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Text text && pieces.equals(text.pieces);
    }

    @Override
    public int hashCode() {
        return pieces.hashCode();
    }

    /** As {@link #shown}. */
    @Override
    public String toString() {
        return shown();
    }

    /** Puts a text together, piece by piece. */
    static final class Builder {
        private final List<Piece> pieces = new ArrayList<>();
        private final StringBuilder pending = new StringBuilder();

        Builder literal(String text) {
            pending.append(text);
            return this;
        }

        Builder secret(String name, Place place) {
            flush();
            pieces.add(new Secret(name, place));
            return this;
        }

        Text text() {
            flush();
            return new Text(pieces);
        }

        private void flush() {
            if (!pending.isEmpty()) {
                pieces.add(new Literal(pending.toString()));
                pending.setLength(0);
            }
        }
    }
}
