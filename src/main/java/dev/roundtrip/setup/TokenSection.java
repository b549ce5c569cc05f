package dev.roundtrip.setup;

import dev.roundtrip.field.FieldValues;
import dev.roundtrip.people.Token;
import dev.roundtrip.people.Tokens;
import dev.roundtrip.setup.SetupDocument.TokenEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code tokens}. For a new one that was sent without its text one is drawn. */
final class TokenSection extends AppliedSection<Token, TokenEntry> {
    private static final String TOKEN = "token";

    TokenSection(Rooms rooms) {
        super(rooms, "tokens", "token");
    }

    @Override
    List<Token> all() {
        return rooms.tokens().all().stream()
                .sorted(Comparator.comparingLong(Token::id))
                .toList();
    }

    /** One that is over is refused where it would be new, and opens nothing anyhow. */
    @Override
    List<Token> exported() {
        return all().stream()
                .filter(token -> token.expiresAt() == null || !rooms.tokens().isOver(token.expiresAt()))
                .toList();
    }

    @Override
    long id(Token token) {
        return token.id();
    }

    @Override
    String name(Token token) {
        return token.name();
    }

    @Override
    Map<String, @Nullable Object> entry(Token token, Withheld secrets) {
        return new EntryWriter()
                .text("name", token.name())
                .secret(TOKEN, secrets.secret(TOKEN, token.name()))
                .put(
                        "scopes",
                        token.scopes().stream().sorted().map(Token.Scope::word).toList())
                .text("expires", token.expiresAt() == null ? null : FieldValues.shown(token.expiresAt()))
                .entry();
    }

    @Override
    TokenEntry read(Part part, @Nullable Long id) {
        return SetupReader.token(part);
    }

    @Override
    TokenEntry completed(TokenEntry entry, Map<String, Object> besides) {
        if (entry.token() != null) {
            return entry;
        }
        var drawn = Tokens.random();
        besides.put(TOKEN, new ToldOnce(drawn));
        return entry.with(new Secret(drawn));
    }
}
