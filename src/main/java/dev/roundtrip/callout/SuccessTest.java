package dev.roundtrip.callout;

import dev.roundtrip.outbound.Answer;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decides whether an answer is the success that was hoped for.
 *
 * @param codes the statuses that are; not empty
 * @param body  what the body must fulfil besides, or null
 */
public record SuccessTest(StatusCodes codes, @Nullable BodyTest body) {
    public static final SuccessTest DEFAULT = new SuccessTest(StatusCodes.SUCCESSFUL, null);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public SuccessTest {
        if (codes.isEmpty()) {
            throw new IllegalArgumentException(
                    "a callout without a status code for success would never succeed; 200-299 is usual");
        }
    }

    /**
     * One demand on the body. Text is compared letter by letter, case included. In JSON a null counts as absent: for whoever asks
     * whether there is an error, {@code {"error":null}} has none.
     */
    public sealed interface BodyTest {
        record Contains(String text) implements BodyTest {
            public Contains {
                notEmpty(text);
            }
        }

        record Lacks(String text) implements BodyTest {
            public Lacks {
                notEmpty(text);
            }
        }

        record Present(String pointer) implements BodyTest {
            public Present {
                compiled(pointer);
            }
        }

        record Absent(String pointer) implements BodyTest {
            public Absent {
                compiled(pointer);
            }
        }

        /** @param value compared with text as text, with a number by value (1.0 equals 1), with true and false by name */
        record Equals(String pointer, String value) implements BodyTest {
            public Equals {
                compiled(pointer);
            }
        }
    }

    public sealed interface Verdict {
        record Success() implements Verdict {}

        /** @param reason in words, without anything of the answer but its status */
        record Failure(String reason) implements Verdict {}
    }

    Verdict judge(Answer.Answered answer) {
        if (!codes.contains(answer.status())) {
            return new Verdict.Failure("status " + answer.status());
        }
        if (body == null) {
            return new Verdict.Success();
        }
        if (answer.cut()) {
            // The part that was not read could hold anything: neither "contains" nor "lacks" can be answered.
            return new Verdict.Failure("the answer is longer than %,d bytes, so its body could not be tested"
                    .formatted(answer.body().length()));
        }
        var reason = fault(body, answer);
        return reason == null ? new Verdict.Success() : new Verdict.Failure(reason);
    }

    private static @Nullable String fault(BodyTest test, Answer.Answered answer) {
        return switch (test) {
            case BodyTest.Contains(var text) ->
                answer.text().contains(text) ? null : "the answer does not contain \"" + text + "\"";
            case BodyTest.Lacks(var text) ->
                answer.text().contains(text) ? "the answer contains \"" + text + "\"" : null;
            case BodyTest.Present(var pointer) -> {
                var found = find(answer, pointer);
                yield found == null ? notJson(pointer) : isAbsent(found) ? "the answer has no " + named(pointer) : null;
            }
            case BodyTest.Absent(var pointer) -> {
                var found = find(answer, pointer);
                yield found == null ? notJson(pointer) : isAbsent(found) ? null : "the answer has a " + named(pointer);
            }
            case BodyTest.Equals(var pointer, var value) -> {
                var found = find(answer, pointer);
                yield found == null
                        ? notJson(pointer)
                        : isAbsent(found)
                                ? "the answer has no " + named(pointer)
                                : reads(found, value)
                                        ? null
                                        : "the answer's %s is not \"%s\"".formatted(named(pointer), value);
            }
        };
    }

    /** @return null if the answer is not JSON; a missing node if it holds nothing there */
    private static @Nullable JsonNode find(Answer.Answered answer, String pointer) {
        try {
            var root = JSON.readTree(answer.text());
            return root.isMissingNode() ? null : root.at(pointer);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static boolean reads(JsonNode node, String value) {
        if (node.isNumber()) {
            try {
                return node.decimalValue().compareTo(new BigDecimal(value.strip())) == 0;
            } catch (NumberFormatException e) {
                return false;
            }
        }
        return node.isValueNode() && node.asString().equals(value);
    }

    private static String notJson(String pointer) {
        return "the answer is not JSON, so " + named(pointer) + " cannot be looked up in it";
    }

    private static String named(String pointer) {
        return pointer.isEmpty() ? "value" : pointer;
    }

    private static void notEmpty(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the text to look for in the answer is empty");
        }
    }

    private static void compiled(String pointer) {
        try {
            JsonPointer.compile(pointer);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + pointer + "\" is not a JSON Pointer; right is, for example, /result/0/status", e);
        }
    }
}
