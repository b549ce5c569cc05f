package dev.roundtrip.api;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The answer as everything behind the gate sees it: an error or redirect that the framework decides upon becomes JSON too. */
final class ApiResponse extends HttpServletResponseWrapper {
    private final Door door;
    private final String method;

    ApiResponse(HttpServletResponse response, Door door, String method) {
        super(response);
        this.door = door;
        this.method = method;
    }

    @Override
    public void sendError(int status) throws IOException {
        Refusal.ofStatus(status, method).write((HttpServletResponse) getResponse(), door);
    }

    @Override
    public void sendError(int status, @Nullable String message) throws IOException {
        sendError(status);
    }

    @Override
    public void sendRedirect(@Nullable String location) throws IOException {
        sendError(SC_NOT_FOUND);
    }
}
