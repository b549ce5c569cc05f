package dev.roundtrip.api;

import dev.roundtrip.field.Query.Position;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import tools.jackson.databind.JsonNode;

/**
 * Where a further page begins, as it stands in an address. Not signed: it says nothing that its bearer could not ask anyhow,
 * and is read with the same distrust as any query.
 *
 * @param query the query itself, so that a page can be asked for without a body; empty where the address carries it elsewhere
 */
record PagingToken(Position position, Optional<String> query) {
    private static final int MOST_BYTES = 1 << 20;

    String text() {
        var members = new LinkedHashMap<String, Object>();
        switch (position) {
            case Position.After after -> members.put("after", after.id());
            case Position.Before before -> members.put("before", before.id());
        }
        query.ifPresent(text -> members.put("query", text));
        var packed = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(packed)) {
            out.write(Json.bytes(members));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(packed.toByteArray());
    }

    /** @throws ApiProblem when it is not one */
    static PagingToken of(String text) {
        byte[] bytes;
        try (var in = new InflaterInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(text)))) {
            bytes = in.readNBytes(MOST_BYTES);
        } catch (IllegalArgumentException | IOException e) {
            throw wrong();
        }
        JsonNode node = Json.read("paging", new String(bytes, StandardCharsets.UTF_8));
        if (!node.isObject()) {
            throw wrong();
        }
        var members = Members.of("paging", node);
        var after = members.number("after").filter(id -> id >= 0);
        var before = members.number("before").filter(id -> id >= 0);
        if (after.isPresent() == before.isPresent()) {
            throw wrong();
        }
        return new PagingToken(
                after.isPresent() ? new Position.After(after.get()) : new Position.Before(before.orElseThrow()),
                members.text("query"));
    }

    private static ApiProblem wrong() {
        return ApiProblem.badInput("paging: not from a nextPageUrl or prevPageUrl of this desk");
    }
}
