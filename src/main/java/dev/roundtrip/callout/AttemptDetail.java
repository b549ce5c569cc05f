package dev.roundtrip.callout;

import dev.roundtrip.outbound.Answer;
import dev.roundtrip.outbound.OutboundRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the log keeps of an attempt: the request as it was sent and the answer, both with secrets masked, and how long each part took.
 *
 * @param requestLine method and address, path and query as they were sent: {@code POST https://icinga.acme.example/v1/events?key=••••••••}
 * @param headers of both sides as {@code Name: value}
 * @param excerpt of the answer, at most 16 KiB
 * @param cut whether the answer was longer than the excerpt
 * @param millis by part: dns, connect, tls, firstByte, total; in milliseconds with fractions
 * @param earlier what the same attempt asked before that, in its order; nothing for most
 */
public record AttemptDetail(
        String requestLine,
        List<String> headers,
        @Nullable String body,
        @Nullable Integer status,
        List<String> answerHeaders,
        @Nullable String excerpt,
        boolean cut,
        Map<String, Double> millis,
        List<Earlier> earlier) {
    static final int EXCERPT = 16 * 1024;
    private static final Pattern PART_OF_TARGET = Pattern.compile("[^/?&=]+");
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * An exchange that led up to the one that counts: with whoever gives out access tokens, or with a target that did not take one.
     *
     * @param status null where no answer came
     * @param millis from the call to its end
     */
    public record Earlier(String requestLine, @Nullable Integer status, double millis) {
        static Earlier of(OutboundRequest request, Answer answer, Masking masking) {
            return new Earlier(
                    AttemptDetail.requestLine(request, masking),
                    answer instanceof Answer.Answered answered ? (Integer) answered.status() : null,
                    AttemptDetail.millis(answer.timing().total()));
        }
    }

    public AttemptDetail {
        // A row of an older version has none.
        earlier = earlier == null ? List.of() : List.copyOf(earlier);
    }

    static AttemptDetail of(OutboundRequest request, Answer answer, Masking masking) {
        return of(request, answer, masking, List.of());
    }

    /** An exchange with whoever gives out access tokens. The body of a success is left out, for it ought to be one. */
    static AttemptDetail ofToken(Grant.Fetch fetch, Masking masking, List<Earlier> earlier) {
        var whole = of(fetch.request(), fetch.answer(), masking, earlier);
        return whole.status() == null || whole.status() / 100 != 2
                ? whole
                : new AttemptDetail(
                        whole.requestLine,
                        whole.headers,
                        whole.body,
                        whole.status,
                        whole.answerHeaders,
                        null,
                        true,
                        whole.millis,
                        earlier);
    }

    static AttemptDetail of(OutboundRequest request, Answer answer, Masking masking, List<Earlier> earlier) {
        var answered = answer instanceof Answer.Answered a ? a : null;
        var text = answered == null ? null : printable(answered.text());
        var excerpt = text == null ? null : masking.maskedStart(text, EXCERPT);
        return new AttemptDetail(
                requestLine(request, masking),
                headers(request.sentHeaders(), masking),
                request.body() == null ? null : masking.mask(request.body().text(StandardCharsets.UTF_8)),
                answered == null ? null : (Integer) answered.status(),
                answered == null ? List.of() : headers(answered.headers(), masking),
                excerpt,
                answered != null && text != null && (answered.cut() || text.length() > EXCERPT),
                millis(answer.timing()),
                earlier);
    }

    private static String requestLine(OutboundRequest request, Masking masking) {
        var url = request.url();
        return request.method() + " " + url.origin() + shownUrl(url.target(), masking, Integer.MAX_VALUE);
    }

    /** An address, or part of one, without secrets; the first so many characters of it. */
    static String shownUrl(String url, Masking masking, int most) {
        // Part by part as well: a secret that is too short to be looked for in a text is known where it is the whole of
        // one.
        return PART_OF_TARGET
                .matcher(printable(masking.maskedStart(url, most)))
                .replaceAll(part -> Matcher.quoteReplacement(masking.mask(part.group())));
    }

    private static List<String> headers(List<OutboundRequest.Header> headers, Masking masking) {
        return headers.stream()
                .map(h -> h.name() + ": " + (isCredential(h.name()) ? "••••••••" : printable(masking.mask(h.value()))))
                .toList();
    }

    private static boolean isCredential(String name) {
        return name.equalsIgnoreCase("Authorization");
    }

    /** PostgreSQL keeps no zero character, and a far end may send one. */
    private static String printable(String text) {
        return text.replace('\u0000', '\uFFFD');
    }

    private static Map<String, Double> millis(Answer.Timing timing) {
        var parts = new TreeMap<String, Double>();
        put(parts, "dns", timing.dns());
        put(parts, "connect", timing.connect());
        put(parts, "tls", timing.tls());
        put(parts, "firstByte", timing.firstByte());
        put(parts, "total", timing.total());
        return parts;
    }

    private static void put(Map<String, Double> parts, String name, @Nullable Duration duration) {
        if (duration != null) {
            parts.put(name, millis(duration));
        }
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 1_000.0) / 1_000.0;
    }

    String encode() {
        return JSON.writeValueAsString(this);
    }

    /** As it stands in the attempt's row. */
    public static AttemptDetail decode(String detail) {
        return JSON.readValue(detail, AttemptDetail.class);
    }
}
