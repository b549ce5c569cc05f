package dev.roundtrip.api;

import dev.roundtrip.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of table api_request. */
final class RequestTable {
    /** Of each API user. */
    static final int KEPT = 200;
    /** Beside them, of those that came with its login and were not let in. */
    static final int KEPT_OF_STRANGERS = 50;

    private final Store store;

    RequestTable(Store store) {
        this.store = store;
    }

    static int kept(Recorded.Of of) {
        return of.signedIn() ? KEPT : KEPT_OF_STRANGERS;
    }

    /** Within a write; one of an API user that is gone is not kept. */
    void insert(LoggedRequest request) {
        var binds = new HashMap<String, @Nullable Object>();
        binds.put("user", request.of().apiUserId());
        binds.put("signedIn", request.of().signedIn());
        binds.put("at", request.at().toEpochMilli());
        binds.put("method", request.method());
        binds.put("address", request.address());
        binds.put("status", request.status());
        binds.put("millis", request.millis());
        binds.put("code", request.integrationCode());
        binds.put("contentType", request.contentType());
        binds.put("userAgent", request.userAgent());
        binds.put("requestSize", request.request().size());
        binds.put("requestBody", request.request().text());
        binds.put("requestCut", request.request().cut());
        binds.put("answerSize", request.answer().size());
        binds.put("answerBody", request.answer().text());
        binds.put("answerCut", request.answer().cut());
        store.later(request.of(), """
                insert into api_request (
                    api_user_id, signed_in, at, method, address, status, millis, integration_code, content_type, user_agent,
                    request_size, request_body, request_cut, answer_size, answer_body, answer_cut)
                select
                    id, :signedIn, :at, :method, :address, :status, :millis, :code, :contentType, :userAgent,
                    :requestSize, :requestBody, :requestCut, :answerSize, :answerBody, :answerCut
                from api_user
                where id = :user""", binds);
    }

    /** Within a write: forgets all but the last ones. */
    void prune(Recorded.Of of) {
        store.later(of, """
                delete from api_request
                where api_user_id = :user and signed_in = :signedIn and id <= (
                    select id from api_request
                    where api_user_id = :user and signed_in = :signedIn
                    order by id desc
                    limit 1 offset :kept)""", Map.of("user", of.apiUserId(), "signedIn", of.signedIn(), "kept", kept(of)));
    }

    /**
     * The newest first.
     *
     * @param before only those that were written down before this one
     * @param status only those whose status begins with these digits; empty for all
     */
    List<LoggedRequest> page(long apiUserId, long before, String status, int most) {
        return store.jdbc()
                .sql("""
                        select * from api_request
                        where api_user_id = :user and id < :before and cast(status as text) like :status
                        order by id desc
                        limit :most""")
                .param("user", apiUserId)
                .param("before", before)
                .param("status", status + "%")
                .param("most", most)
                .query((rs, n) -> request(rs))
                .list();
    }

    private static LoggedRequest request(ResultSet rs) throws SQLException {
        return new LoggedRequest(
                rs.getLong("id"),
                new Recorded.Of(rs.getLong("api_user_id"), rs.getBoolean("signed_in")),
                Instant.ofEpochMilli(rs.getLong("at")),
                rs.getString("method"),
                rs.getString("address"),
                rs.getInt("status"),
                rs.getLong("millis"),
                rs.getString("integration_code"),
                rs.getString("content_type"),
                rs.getString("user_agent"),
                new LoggedRequest.Said(
                        rs.getLong("request_size"), rs.getString("request_body"), rs.getBoolean("request_cut")),
                new LoggedRequest.Said(
                        rs.getLong("answer_size"), rs.getString("answer_body"), rs.getBoolean("answer_cut")));
    }
}
