package dev.roundtrip.people;

import dev.roundtrip.people.SecurityEvent.What;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of the security log as it is kept, whatever it holds: somebody may have been at it. */
record SecurityRow(
        long id,
        long at,
        String actorKind,
        long actorId,
        String actorName,
        @Nullable String address,
        String what,
        @Nullable String kind,
        @Nullable String name) {

    static SecurityRow of(ResultSet rs) throws SQLException {
        return new SecurityRow(
                rs.getLong("id"),
                rs.getLong("at"),
                rs.getString("actor_kind"),
                rs.getLong("actor_id"),
                rs.getString("actor_name"),
                rs.getString("address"),
                rs.getString("what"),
                rs.getString("kind"),
                rs.getString("name"));
    }

    /**
     * What its place in the chain is held by: each text with its length in bytes before it, so that no two rows are written alike.
     *
     * @param before the hash of the row before; empty for the first
     */
    String hashAfter(String before) {
        var written = new StringBuilder();
        append(written, before);
        append(written, Long.toString(id));
        append(written, Long.toString(at));
        append(written, actorKind);
        append(written, Long.toString(actorId));
        append(written, actorName);
        append(written, address);
        append(written, what);
        append(written, kind);
        append(written, name);
        return Digest.of(written.toString());
    }

    private static void append(StringBuilder written, @Nullable String text) {
        if (text == null) {
            written.append("-,");
        } else {
            written.append(text.getBytes(StandardCharsets.UTF_8).length)
                    .append(':')
                    .append(text)
                    .append(',');
        }
    }

    SecurityRow numbered(long number) {
        return new SecurityRow(number, at, actorKind, actorId, actorName, address, what, kind, name);
    }

    SecurityRow named(String other) {
        return new SecurityRow(id, at, actorKind, actorId, actorName, address, what, kind, other);
    }

    Map<String, @Nullable Object> binds() {
        var binds = new HashMap<String, @Nullable Object>();
        binds.put("id", id);
        binds.put("at", at);
        binds.put("actorKind", actorKind);
        binds.put("actorId", actorId);
        binds.put("actorName", actorName);
        binds.put("address", address);
        binds.put("what", what);
        binds.put("kind", kind);
        binds.put("name", name);
        return binds;
    }

    SecurityEvent event(String hash) {
        var actor = Arrays.stream(Actor.Kind.values())
                .filter(one -> one.word().equals(actorKind))
                .findFirst()
                .orElse(Actor.Kind.DESK);
        return new SecurityEvent(
                id,
                Instant.ofEpochMilli(at),
                new Actor(actor, actorId, actorName),
                address,
                What.of(what),
                kind,
                name,
                hash);
    }
}
