package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Speaks to the desk's own API with a token. Quotes are written singly here.
 *
 * @param token as it is sent
 */
record Admin(ApiServer server, String token) {

    ApiServer.Answer send(String method, String path, String body, String... headers) {
        var request = server.request(path).header("Authorization", "Bearer " + token);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return server.send(request.method(method, BodyPublishers.ofString(body.replace('\'', '"')))
                .build());
    }

    static String tag(ApiServer.Answer answer) {
        return answer.raw().headers().firstValue("ETag").orElseThrow();
    }

    /** Each as {@code /pointer: detail}. */
    static List<String> errors(ApiServer.Answer answer) {
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(422);
        assertThat(answer.raw().headers().firstValue("Content-Type")).hasValue("application/problem+json");
        return StreamSupport.stream(answer.json().at("/errors").spliterator(), false)
                .map(error -> error.at("/pointer").asString() + ": "
                        + error.at("/detail").asString())
                .toList();
    }
}
