package dev.roundtrip.setup;

import dev.roundtrip.callout.CalloutRefused;
import dev.roundtrip.people.Actor;
import dev.roundtrip.people.SecurityLog;
import dev.roundtrip.rule.RuleRefused;
import dev.roundtrip.setup.CalloutSection.InUse;
import dev.roundtrip.setup.Section.ChangedMeanwhile;
import dev.roundtrip.setup.Section.NoSuchEntry;
import dev.roundtrip.setup.SentJson.BodyRefused;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** What doors have in common that take entries of the setup file as JSON: how bodies come in, and what is answered when one cannot be taken. */
abstract class BodyDoor {
    /** Most bytes of a body: 1 MiB. */
    private static final int MOST_BYTES = 1 << 20;

    /** @param whole what it is, in messages: {@code the rule} */
    static SentJson body(HttpServletRequest request, String whole) throws IOException {
        var bytes = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new TooLarge();
        }
        return SentJson.of(bytes, whole);
    }

    /** Who sent it, as the gate in front of all programs found out. */
    static SecurityLog.By by(HttpServletRequest request) {
        return request.getAttribute(SecurityLog.By.class.getName()) instanceof SecurityLog.By by
                ? by
                : new SecurityLog.By(Actor.DESK, request.getRemoteAddr());
    }

    static final class TooLarge extends RuntimeException {
        TooLarge() {
            super("body: longer than %,d bytes".formatted(MOST_BYTES));
        }
    }

    @ExceptionHandler
    ProblemDetail refused(BodyRefused e) {
        var mistakes = e.mistakes().size();
        var problem = problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "%d %s; nothing was changed".formatted(mistakes, mistakes == 1 ? "mistake" : "mistakes"));
        problem.setProperty("errors", e.mistakes());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail unreadable(JsonReader.Unreadable e) {
        return problem(HttpStatus.BAD_REQUEST, "body: " + e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail tooLarge(TooLarge e) {
        return problem(HttpStatus.CONTENT_TOO_LARGE, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail none(NoSuchEntry e) {
        return problem(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail changed(ChangedMeanwhile e) {
        return problem(HttpStatus.PRECONDITION_FAILED, String.valueOf(e.getMessage()));
    }

    /** Nothing is wrong with what was sent; the desk as it is does not go with it. */
    @ExceptionHandler({RuleRefused.class, CalloutRefused.class, InUse.class})
    ProblemDetail conflict(RuntimeException e) {
        return problem(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
    }

    static ProblemDetail problem(HttpStatus status, String detail) {
        return ProblemDetail.forStatusAndDetail(status, detail);
    }
}
