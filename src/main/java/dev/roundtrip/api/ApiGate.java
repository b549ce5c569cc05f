package dev.roundtrip.api;

import dev.roundtrip.people.ApiUser;
import dev.roundtrip.people.Refusals;
import dev.roundtrip.people.SecurityLog;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands before everything else for the doors of programs: brings the path to one spelling, finds out who comes, counts, and
 * sees to it that whatever happens behind it is answered in JSON.
 *
 * <p>It stands before the framework's own gate, which refuses a doubled slash with a page of HTML. Nothing of sessions, cookies,
 * forms or redirects concerns what passes here.
 */
final class ApiGate implements Filter {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> OPEN = Set.of(
            "/atservicesrest/versioninformation",
            "/atservicesrest/zoneinformation",
            "/atservicesrest/v1.0/versioninformation",
            "/atservicesrest/v1.0/zoneinformation");

    private final Clock clock;
    private final Credentials credentials;
    private final RequestCount requests;
    private final RequestsAtOnce atOnce;
    private final RequestLog log;
    private final Refusals refusals;
    private final Origin origin;

    ApiGate(
            Clock clock,
            Credentials credentials,
            RequestCount requests,
            RequestsAtOnce atOnce,
            RequestLog log,
            Refusals refusals,
            Origin origin) {
        this.clock = clock;
        this.credentials = credentials;
        this.requests = requests;
        this.atOnce = atOnce;
        this.log = log;
        this.refusals = refusals;
        this.origin = origin;
    }

    @Override
    public void doFilter(ServletRequest plainRequest, ServletResponse plainResponse, FilterChain chain)
            throws IOException, ServletException {
        var request = (HttpServletRequest) plainRequest;
        var response = (HttpServletResponse) plainResponse;
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            report(request, response, chain);
            return;
        }
        switch (ApiPath.of(request.getRequestURI())) {
            case ApiPath.Elsewhere elsewhere -> chain.doFilter(request, response);
            case ApiPath.Unclear unclear -> {
                guard(response);
                Refusal.of(ApiProblem.badInput("address: " + unclear.why())).write(response, unclear.door());
            }
            case ApiPath.Clear clear -> {
                guard(response);
                if (isLogged(clear)) {
                    enterLogged(request, response, chain, clear);
                } else {
                    enter(request, response, chain, clear, () -> {});
                }
            }
        }
    }

    /** What the container makes of a request by itself: it refuses a method, or the body broke off while it was read. */
    private static void report(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var door = ApiPath.of(String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI)))
                .ofDoor();
        if (door.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        var refusal = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof IOException brokenOff
                ? Refusal.of(brokenOff)
                : Refusal.ofStatus(
                        response.getStatus(), String.valueOf(request.getAttribute(RequestDispatcher.ERROR_METHOD)));
        response.reset();
        guard(response);
        refusal.write(response, door.get());
    }

    /** Where API users come in with credentials. */
    private static boolean isLogged(ApiPath.Clear path) {
        return path.door() == Door.AUTOTASK ? !OPEN.contains(path.path()) : NeededScope.isIntake(path.path());
    }

    private void enterLogged(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, ApiPath.Clear path)
            throws IOException {
        // All of it also where nobody has that login: whether somebody has must not be told by time.
        var recording = new Recording(request, response, clock.instant());
        var user = credentials.claimed(request, path.door());
        try {
            enter(recording.request(), recording.response(), chain, path, recording::signedIn);
        } finally {
            var recorded = recording.ended(user.map(ApiUser::id).orElse(0L));
            if (user.isPresent()) {
                log.add(recorded);
            }
        }
    }

    /** @param signedIn is told when the credentials were right */
    private void enter(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            ApiPath.Clear path,
            Runnable signedIn)
            throws IOException {
        @Nullable Caller caller = null;
        try {
            if (!METHODS.contains(request.getMethod())) {
                Refusal.wrongMethod(request.getMethod(), Map.of()).write(response, path.door());
                return;
            }
            caller = OPEN.contains(path.path()) ? null : caller(request, path);
            signedIn.run();
            if (caller != null && path.door() == Door.AUTOTASK) {
                passLimited(request, response, chain, path, caller);
            } else {
                pass(request, response, chain, path, caller);
            }
        } catch (RuntimeException | ServletException | IOException e) {
            Refusal.of(e).write(response, path.door());
        }
        if (caller != null && response.getStatus() == HttpServletResponse.SC_FORBIDDEN) {
            refusals.ofKnown(by(caller, request), request.getMethod() + " " + request.getRequestURI());
        }
    }

    private static SecurityLog.By by(Caller caller, HttpServletRequest request) {
        return new SecurityLog.By(caller.noted(), request.getRemoteAddr());
    }

    private void passLimited(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            ApiPath.Clear path,
            Caller caller)
            throws IOException, ServletException {
        var integration = Credentials.integrationCode(request)
                .orElseGet(() -> caller.actor().name());
        var leave = atOnce.enter(integration, path.path());
        try {
            count();
            pass(request, response, chain, path, caller);
        } finally {
            leave.run();
        }
    }

    private void pass(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            ApiPath.Clear path,
            @Nullable Caller caller)
            throws IOException, ServletException {
        var query = QueryString.of(request.getQueryString());
        var call = new ApiCall(path.door(), path.path(), path.written(), query, origin.of(request), caller);
        request.setAttribute(ApiCall.ATTRIBUTE, call);
        if (caller != null) {
            // For the security log, which all doors of programs write.
            request.setAttribute(SecurityLog.By.class.getName(), by(caller, request));
        }
        chain.doFilter(new ApiRequest(request, call), new ApiResponse(response, path.door(), request.getMethod()));
    }

    private Caller caller(HttpServletRequest request, ApiPath.Clear path) {
        if (path.door() == Door.AUTOTASK) {
            return credentials.byHeaders(request);
        }
        return NeededScope.isIntake(path.path())
                ? credentials.forIntake(request)
                : credentials.byToken(request, NeededScope.of(request.getMethod(), path.path()));
    }

    private void count() {
        var wait = requests.add();
        if (wait > 0) {
            throw ApiProblem.tooMany(
                    "more than %,d requests in the last hour; there is room again in %,d seconds"
                            .formatted(requests.limit(), wait),
                    wait);
        }
    }

    private static void guard(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }
}
