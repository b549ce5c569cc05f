package dev.roundtrip.callout;

import dev.roundtrip.outbound.Answer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the answer of a token address comes to: RFC 6749 sections 5.1 and 5.2. It decides and does nothing.
 *
 * <p>An answer that ought to hold a token is never repeated in words, whatever is wrong with it: it may hold one.
 */
sealed interface TokenAnswer {
    /** Longer than any that a server takes in a header. */
    int LONGEST = 16 * 1024;

    /** So many characters are shown of what a far end says for itself. */
    int SHOWN = 300;

    JsonMapper JSON = JsonMapper.shared();

    /** @param life empty where it was not said */
    record Given(String token, Optional<Duration> life) implements TokenAnswer {
        @Override
        public String toString() {
            return "a token";
        }
    }

    /** @param words go on where the address was named: {@code answered 400: invalid_client} */
    record Refused(String words) implements TokenAnswer {}

    /** @param masking hides the callout's secrets, should they be echoed */
    static TokenAnswer of(Answer answer, Masking masking) {
        return switch (answer) {
            case Answer.Unanswered none -> new Refused(masking.mask(none.message()));
            case Answer.Answered answered -> {
                var told = "answered " + answered.status();
                if (answered.status() / 100 == 2) {
                    yield token(told, answered, masking);
                }
                var location = answered.header("Location").orElse("");
                yield new Refused(
                        answered.status() / 100 == 3 && !location.isEmpty()
                                ? told
                                        + ", which points to %s; redirects are never followed"
                                                .formatted(AttemptDetail.shownUrl(location, masking, SHOWN))
                                : told + complaint(answered, masking));
            }
        };
    }

    private static TokenAnswer token(String told, Answer.Answered answered, Masking masking) {
        if (answered.cut()) {
            return new Refused(told + " with more than a token: the answer is too long to be read");
        }
        var body = json(answered.text());
        if (body == null) {
            return new Refused(told + ", but not with a JSON object, as an address that gives out access tokens does");
        }
        var token = body.path("access_token");
        if (!token.isString() || token.stringValue().isEmpty()) {
            return new Refused(
                    body.path("error").isString() ? told + spoken(body, masking) : told + " without an access_token");
        }
        var type = body.path("token_type");
        if (!type.isMissingNode() && !type.isNull() && !"bearer".equalsIgnoreCase(type.asString(""))) {
            return new Refused(told
                    + " with a token of the type \"%s\"; only Bearer tokens can be sent"
                            .formatted(shown(type.asString(""), masking)));
        }
        var value = token.stringValue();
        if (value.length() > LONGEST) {
            return new Refused(
                    told + " with a token of %,d characters; at most %,d are sent".formatted(value.length(), LONGEST));
        }
        return value.chars().allMatch(c -> c > 0x20 && c < 0x7f)
                ? new Given(value, life(body.path("expires_in")))
                : new Refused(told + " with a token that no header carries: it is not printable ASCII without blanks");
    }

    /** Some write the number as a text. What is no number says nothing. */
    private static Optional<Duration> life(JsonNode expiresIn) {
        double seconds = expiresIn.isNumber() || expiresIn.isString() ? expiresIn.asDouble(Double.NaN) : Double.NaN;
        return Double.isNaN(seconds)
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) (Math.clamp(seconds, 0, 1e9) * 1000)));
    }

    private static String complaint(Answer.Answered answered, Masking masking) {
        var body = json(answered.text());
        if (body != null && body.path("error").isString()) {
            return spoken(body, masking);
        }
        var text = shown(answered.text(), masking);
        return text.isEmpty() ? "" : ": " + text;
    }

    /** The error as section 5.2 writes it: {@code : invalid_client (no such client)}. */
    private static String spoken(JsonNode body, Masking masking) {
        var description = shown(body.path("error_description").asString(""), masking);
        return ": " + shown(body.path("error").asString(""), masking)
                + (description.isEmpty() ? "" : " (" + description + ")");
    }

    /** On one line, masked and cut. */
    private static String shown(String text, Masking masking) {
        var start = masking.maskedStart(text, SHOWN)
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return text.length() > SHOWN ? start + "…" : start;
    }

    private static @Nullable JsonNode json(String text) {
        try {
            var body = JSON.readTree(text);
            return body != null && body.isObject() ? body : null;
        } catch (JacksonException e) {
            return null; // what cannot be read is told by whoever asked
        }
    }
}
