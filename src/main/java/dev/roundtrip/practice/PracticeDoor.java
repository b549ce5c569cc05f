package dev.roundtrip.practice;

import dev.roundtrip.callout.Callouts;
import dev.roundtrip.callout.Signature;
import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.outbound.Bytes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /practice/NAME} takes what callouts send; {@code /api/v1/practice/NAME} shows it, and tells what to answer. */
@RestController
class PracticeDoor {
    private static final Duration SLOW = Duration.ofSeconds(45);
    private static final int LARGEST_BODY = 1 << 20;

    private final PracticeReceiver receiver;
    private final PracticeSwitch power;
    private final Clock clock;
    private final DeliveryLog log;
    private final Callouts callouts;

    PracticeDoor(PracticeReceiver receiver, PracticeSwitch power, Clock clock, DeliveryLog log, Callouts callouts) {
        this.receiver = receiver;
        this.power = power;
        this.clock = clock;
        this.log = log;
        this.callouts = callouts;
    }

    record Told(@Nullable List<String> answers) {}

    @RequestMapping("/practice/{name}")
    void receive(@PathVariable String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!power.isOn() || !PracticeReceiver.isName(name)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        var body = Bytes.of(request.getInputStream().readNBytes(LARGEST_BODY + 1));
        var shown = body.first(LARGEST_BODY).text(StandardCharsets.UTF_8);
        var answer = receiver.next(name);
        var query = request.getQueryString();
        receiver.keep(
                name,
                new PracticeReceiver.Received(
                        clock.instant(),
                        request.getMethod(),
                        request.getRequestURI() + (query == null ? "" : "?" + query),
                        headers(request),
                        shown,
                        check(request, body),
                        answer.word()));
        answer(answer, response);
    }

    /** By its id a request is a delivery's, and that is a callout's, who alone knows the secret. */
    private SignatureCheck check(HttpServletRequest request, Bytes body) {
        var signatures = request.getHeader("webhook-signature");
        if (signatures == null) {
            return SignatureCheck.NONE;
        }
        if (body.length() > LARGEST_BODY) {
            return SignatureCheck.incomplete("the body is longer than 1 MiB and was not read to its end");
        }
        Signature.Claim claim;
        try {
            claim = Signature.Claim.of(
                    request.getHeader("webhook-id"), request.getHeader("webhook-timestamp"), signatures, body);
        } catch (IllegalArgumentException e) {
            return SignatureCheck.incomplete(String.valueOf(e.getMessage()));
        }
        return SignatureCheck.of(log.find(claim.id())
                .map(entry -> callouts.judge(entry.delivery().lane(), claim))
                .orElse(new Signature.Verdict.Unknown("no delivery of this desk has that webhook-id")));
    }

    @GetMapping("/api/v1/practice/{name}")
    PracticeReceiver.Kept kept(@PathVariable String name) {
        refuseWhenOff();
        return receiver.kept(name);
    }

    @PutMapping("/api/v1/practice/{name}")
    PracticeReceiver.Kept tell(@PathVariable String name, @RequestBody Told told) {
        refuseWhenOff();
        if (told.answers() == null) {
            throw new IllegalArgumentException("the member \"answers\" is missing, such as {\"answers\":[500,200]}");
        }
        receiver.tell(name, told.answers());
        return receiver.kept(name);
    }

    private void refuseWhenOff() {
        if (!power.isOn()) {
            throw new Off();
        }
    }

    static final class Off extends RuntimeException {
        Off() {
            super(
                    "the practice receiver is off; an administrator switches it on in the settings, or a start with --practice");
        }
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(IllegalArgumentException e) {
        return problem(400, e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> off(Off e) {
        return problem(404, e);
    }

    private static ResponseEntity<ProblemDetail> problem(int status, RuntimeException why) {
        var problem = ProblemDetail.forStatus(status);
        problem.setDetail(why.getMessage());
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static void answer(PracticeAnswer answer, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        switch (answer) {
            case PracticeAnswer.Status(var code) -> {
                response.setStatus(code);
                response.getWriter().print("{\"practice\":" + code + "}");
            }
            case PracticeAnswer.Slow s -> {
                pause();
                response.getWriter().print("{\"practice\":\"slow\"}");
            }
            case PracticeAnswer.HangUp h -> {
                // Promises more than it gives: the server then has to end the connection.
                response.setContentLength(1000);
                response.getOutputStream().write('{');
                response.flushBuffer();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(SLOW);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (var name : Collections.list(request.getHeaderNames())) {
            headers.put(name, new ArrayList<>(Collections.list(request.getHeaders(name))));
        }
        return headers;
    }

    /** A monitoring system asks nobody to sign in; nor does this one. */
    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    static class Open {
        @Bean
        @Order(1)
        SecurityFilterChain practiceSecurity(HttpSecurity http) {
            return http.securityMatcher("/practice/**")
                    .authorizeHttpRequests(may -> may.anyRequest().permitAll())
                    .csrf(AbstractHttpConfigurer::disable)
                    .requestCache(AbstractHttpConfigurer::disable)
                    .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .build();
        }
    }
}
