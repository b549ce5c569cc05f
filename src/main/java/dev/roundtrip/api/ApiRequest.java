package dev.roundtrip.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The request as everything behind the gate sees it: at its canonical path, its body JSON whatever its headers say (clients that
 * forget the content type send forms), wanting JSON, with parameters from the address alone.
 */
final class ApiRequest extends HttpServletRequestWrapper {
    private static final String JSON = "application/json";

    private final ApiCall call;

    ApiRequest(HttpServletRequest request, ApiCall call) {
        super(request);
        this.call = call;
    }

    @Override
    public String getRequestURI() {
        return call.path();
    }

    @Override
    public StringBuffer getRequestURL() {
        return new StringBuffer(call.origin() + call.path());
    }

    @Override
    public String getServletPath() {
        return call.path();
    }

    @Override
    public @Nullable String getPathInfo() {
        return null;
    }

    @Override
    public String getContentType() {
        return JSON;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return format(name).orElseGet(() -> super.getHeader(name));
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return format(name)
                .map(format -> Collections.enumeration(List.of(format)))
                .orElseGet(() -> super.getHeaders(name));
    }

    /** Of the headers that are about it, whatever the client says; but where the desk's own API has another to offer, it may be had. */
    private Optional<String> format(String header) {
        if (header.equalsIgnoreCase("Content-Type")) {
            return Optional.of(JSON);
        }
        if (!header.equalsIgnoreCase("Accept")) {
            return Optional.empty();
        }
        var wanted = super.getHeader(header);
        var json = call.door() == Door.AUTOTASK || (wanted != null && wanted.contains(JSON));
        return Optional.of(json ? JSON : "*/*");
    }

    @Override
    public @Nullable String getParameter(String name) {
        return call.query().value(name).orElse(null);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        var map = new LinkedHashMap<String, String[]>();
        call.query().values().forEach((name, value) -> map.put(name, new String[] {value}));
        return map;
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(call.query().values().keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return call.query().value(name).map(value -> new String[] {value}).orElse(null);
    }
}
