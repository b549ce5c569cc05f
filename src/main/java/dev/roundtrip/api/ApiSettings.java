package dev.roundtrip.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * What the operator decides about the doors for programs.
 *
 * @param publicUrl how clients reach the desk behind a proxy, without a slash at the end; empty: as the request says
 * @param requestsPerHour most requests of all integrations together in a rolling hour; 0 for no limit
 */
public record ApiSettings(Optional<String> publicUrl, int requestsPerHour) {
    public static final int DEFAULT_REQUESTS_PER_HOUR = 10_000;

    public ApiSettings {
        if (requestsPerHour < 0) {
            throw new IllegalArgumentException("requests per hour: " + requestsPerHour + " is below 0");
        }
    }

    /** Scheme, host and port at which whoever sent the request reaches this desk, without a slash at the end. */
    String origin(HttpServletRequest request) {
        return publicUrl().orElseGet(() -> {
            int port = request.getServerPort();
            boolean usual = port == (request.getScheme().equals("https") ? 443 : 80);
            return request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port);
        });
    }
}
