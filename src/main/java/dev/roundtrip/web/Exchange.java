package dev.roundtrip.web;

import dev.roundtrip.callout.AttemptDetail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went out in one attempt and what came back.
 *
 * @param answer null if none came
 * @param earlier what the same attempt asked before that: for an access token, or in vain with an old one
 */
record Exchange(Message request, @Nullable Message answer, List<Earlier> earlier) {

    /** @param answer the status; null if none came */
    record Earlier(String start, @Nullable String answer, String took) {
        static Earlier of(AttemptDetail.Earlier kept, Words words) {
            var status = kept.status();
            return new Earlier(
                    kept.requestLine(), status == null ? null : StatusWords.of(status), words.millis(kept.millis()));
        }
    }

    /**
     * @param start method and address, or the status
     * @param body null if there was none
     * @param cut whether there was more of it
     */
    record Message(
            String start, List<Header> headers, @Nullable String body, boolean cut) {}

    record Header(String name, String value) {
        static Header of(String line) {
            int colon = line.indexOf(':');
            return colon < 0
                    ? new Header(line, "")
                    : new Header(
                            line.substring(0, colon), line.substring(colon + 1).strip());
        }
    }

    static Exchange of(AttemptDetail detail, Words words) {
        var request = new Message(detail.requestLine(), headers(detail.headers()), detail.body(), false);
        var answer = detail.status() == null
                ? null
                : new Message(
                        StatusWords.of(detail.status()),
                        headers(detail.answerHeaders()),
                        detail.excerpt() == null || detail.excerpt().isEmpty() ? null : detail.excerpt(),
                        detail.cut());
        return new Exchange(
                request,
                answer,
                detail.earlier().stream().map(one -> Earlier.of(one, words)).toList());
    }

    private static List<Header> headers(List<String> lines) {
        return lines.stream().map(Header::of).toList();
    }
}
