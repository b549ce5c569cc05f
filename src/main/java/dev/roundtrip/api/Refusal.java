package dev.roundtrip.api;

import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.FieldsRefused;
import dev.roundtrip.store.SearchTookTooLong;
import dev.roundtrip.store.StoreUnavailable;
import dev.roundtrip.template.JsonFault;
import dev.roundtrip.ticket.NoSuchTicket;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.exc.StreamReadException;

/**
 * An answer that is no success: the one place where it is decided which exception becomes which status and text.
 *
 * @param aboutRoute an address or method that does not exist, which clients of the Autotask API are told in a form of its own
 */
record Refusal(int status, List<String> texts, Map<String, String> headers, boolean aboutRoute) {
    private static final Logger log = LoggerFactory.getLogger(Refusal.class);

    /** Seconds. Short: most troubles of a store pass quickly, and an alert should not wait. */
    private static final String RETRY_AFTER = "5";

    static Refusal of(Throwable failure) {
        return switch (failure) {
            case ApiProblem problem -> new Refusal(problem.status(), problem.texts(), problem.headers(), false);
            case FieldsRefused refused -> plain(400, refused.problems());
            case FieldValues.WrongValue wrong -> plain(400, List.of(text(wrong)));
            case NoSuchTicket none -> plain(404, List.of(text(none)));
            case SearchTookTooLong dear -> plain(400, List.of("filter: " + text(dear)));
            case StoreUnavailable away -> unavailable(text(away), away);
            case DataAccessResourceFailureException away -> unavailable("the store cannot be reached", away);
            case HttpRequestMethodNotSupportedException method -> wrongMethod(method);
            case NoResourceFoundException none -> noRoute();
            case NoHandlerFoundException none -> noRoute();
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case TypeMismatchException mismatch -> plain(400, List.of(wrongType(mismatch)));
            case ErrorResponse answer
            when answer.getStatusCode().is4xxClientError() ->
                plain(
                        answer.getStatusCode().value(),
                        List.of(phrase(answer.getStatusCode().value())));
            case IOException brokenOff -> {
                log.debug("a request broke off", brokenOff);
                yield plain(400, List.of("body: it broke off"));
            }
            case UncheckedIOException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
            case ServletException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
            default -> {
                log.error("a request failed", failure);
                yield plain(500, List.of("something went wrong inside the desk; its log tells what"));
            }
        };
    }

    static Refusal ofStatus(int status, String method) {
        return switch (status) {
            case 404 -> noRoute();
            case 405 -> wrongMethod(method, Map.of());
            default -> plain(status, List.of(phrase(status)));
        };
    }

    static Refusal wrongMethod(String method, Map<String, String> headers) {
        return new Refusal(
                405, List.of("The requested resource does not support the method " + method + "."), headers, true);
    }

    private static Refusal wrongMethod(HttpRequestMethodNotSupportedException method) {
        var allowed = method.getSupportedMethods();
        return wrongMethod(
                method.getMethod(),
                allowed == null ? Map.of() : Map.of("Allow", String.join(", ", new TreeSet<>(List.of(allowed)))));
    }

    private static Refusal unreadable(HttpMessageNotReadableException unreadable) {
        return switch (unreadable.getCause()) {
            case IOException brokenOff -> of(brokenOff);
            case StreamReadException fault ->
                plain(400, List.of("body: " + JsonFault.of(null, fault, null).words()));
            case null, default -> plain(400, List.of("body: it is not the JSON that is needed here"));
        };
    }

    private static String wrongType(TypeMismatchException mismatch) {
        var value = String.valueOf(mismatch.getValue());
        var needed = mismatch.getRequiredType();
        return "%s: \"%s\" %s"
                .formatted(
                        mismatch.getPropertyName(),
                        Characters.shortened(value, 60),
                        needed == boolean.class
                                ? "is neither true nor false"
                                : !value.strip().matches("[+-]?\\d+")
                                        ? "is not a whole number"
                                        : "is too large; at most %d is possible"
                                                .formatted(needed == int.class ? Integer.MAX_VALUE : Long.MAX_VALUE));
    }

    private static Refusal noRoute() {
        return new Refusal(404, List.of("No resource was found that matches the request's address."), Map.of(), true);
    }

    private static Refusal unavailable(String text, Throwable cause) {
        log.warn("a request could not be kept: {}", text, cause);
        return new Refusal(503, List.of(text), Map.of("Retry-After", RETRY_AFTER), false);
    }

    private static Refusal plain(int status, List<String> texts) {
        return new Refusal(status, texts, Map.of(), false);
    }

    private static String text(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }

    private static String phrase(int status) {
        var known = HttpStatus.resolve(status);
        return known == null ? "status " + status : known.getReasonPhrase();
    }

    /** Answers in the form of that door, unless an answer is on its way already. */
    void write(HttpServletResponse response, Door door) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(status);
        headers.forEach(response::setHeader);
        var readable = texts.stream().map(Characters::readable).toList();
        var body = new LinkedHashMap<String, Object>();
        if (door == Door.OWN) {
            body.put("type", "about:blank");
            body.put("title", phrase(status));
            body.put("status", status);
            body.put("detail", String.join("; ", readable));
        } else if (aboutRoute) {
            body.put("Message", readable.getFirst());
        } else {
            body.put("errors", readable);
        }
        Json.write(response, door == Door.OWN ? "application/problem+json" : "application/json", body);
    }
}
