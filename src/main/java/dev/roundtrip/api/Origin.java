package dev.roundtrip.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Where clients reach this desk.
 *
 * @param publicUrl behind a proxy, without a slash at the end; empty: as the request says
 */
record Origin(Optional<String> publicUrl) {

    /** Scheme, host and port for whoever sent the request, without a slash at the end. */
    String of(HttpServletRequest request) {
        return publicUrl.orElseGet(() -> {
            int port = request.getServerPort();
            boolean usual = port == (request.getScheme().equals("https") ? 443 : 80);
            return request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port);
        });
    }
}
