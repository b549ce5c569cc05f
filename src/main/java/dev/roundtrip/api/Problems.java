package dev.roundtrip.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.annotation.ExceptionHandlerMethodResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers what flies out of a controller, for requests that came through the gate.
 *
 * <p>By request and not, as a controller advice would, by controller: an address without a controller, or a wrong method, has
 * none, and must be answered in JSON all the same. A controller that answers the exception itself is left to it.
 */
@Component
final class Problems implements HandlerExceptionResolver, Ordered {
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (!(request.getAttribute(ApiCall.ATTRIBUTE) instanceof ApiCall call) || answersItself(handler, failure)) {
            return null;
        }
        try {
            Refusal.of(failure).write(response, call.door());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ModelAndView();
    }

    private static boolean answersItself(@Nullable Object handler, Exception failure) {
        return handler instanceof HandlerMethod method
                && new ExceptionHandlerMethodResolver(method.getBeanType()).resolveMethod(failure) != null;
    }
}
